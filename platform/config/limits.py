"""A limit on what is sent to us, before any of it is kept.

Django writes a request's body to the disk before the first line of ours runs; whoever
sends without end would fill it.
"""

from collections.abc import Awaitable, Callable, Mapping
from typing import Any

Scope = dict[str, Any]
Message = Mapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
Application = Callable[[Scope, Receive, Send], Awaitable[None]]

MOST_BYTES = 40 * 1024 * 1024
TOO_LARGE = """<!doctype html>
<html lang="ar" dir="rtl"><meta charset="utf-8"><title>صوت</title>
<h1>ما أرسلته كبير جدًّا</h1>
<p>الحد الأقصى 40 ميغابايت. لم يُحفظ شيء؛ عُد إلى الصفحة السابقة وأرسل ملفًّا أصغر.</p>
<p lang="en" dir="ltr">What you sent is too large: at most 40 MB, please. Nothing was
saved; go back and send a smaller file.</p></html>
""".encode()


class BodyLimit:
    """Refuse a body that is announced as too large, and cut off one that becomes so."""

    def __init__(self, application: Application, most_bytes: int = MOST_BYTES) -> None:
        self.application = application
        self.most_bytes = most_bytes

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer 413, or pass the request on and count what arrives."""
        if scope["type"] != "http":
            await self.application(scope, receive, send)
        elif announced_bytes(scope) > self.most_bytes:
            await refuse(send)
        else:
            await self.application(scope, self._counting(receive), send)

    def _counting(self, receive: Receive) -> Receive:
        received = 0

        async def receive_and_count() -> Message:
            nonlocal received
            message = await receive()
            received += len(message.get("body", b""))
            # A body that announced no length has no end we should wait for.
            too_many = received > self.most_bytes
            return {"type": "http.disconnect"} if too_many else message

        return receive_and_count


def announced_bytes(scope: Scope) -> int:
    """Return the length that the request announces; 0 when it says none."""
    length = dict(scope["headers"]).get(b"content-length", b"0")
    return int(length) if length.isdigit() else 0


async def refuse(send: Send) -> None:
    """Answer with a page that says what happened, in both languages."""
    headers = [
        (b"content-type", b"text/html; charset=utf-8"),
        (b"content-length", str(len(TOO_LARGE)).encode()),
        (b"content-security-policy", b"default-src 'none'"),
        (b"connection", b"close"),
    ]
    await send({"type": "http.response.start", "status": 413, "headers": headers})
    await send({"type": "http.response.body", "body": TOO_LARGE})
