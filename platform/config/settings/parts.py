"""Addresses of the environment, turned into what Django wants to be told."""

from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

import dj_database_url

MAIL_PORTS = {"smtp": 587, "smtps": 465}


def database_from(url: str) -> dict[str, Any]:
    """Read a database address; SQLite gets the options that keep writers apart."""
    database: dict[str, Any] = dict(dj_database_url.parse(url, conn_health_checks=True))
    if database["ENGINE"] == "django.db.backends.sqlite3":
        Path(database["NAME"]).parent.mkdir(parents=True, exist_ok=True)
        database["OPTIONS"] = {
            "transaction_mode": "IMMEDIATE",
            "timeout": 30,
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;",
        }
        return database
    # Views run in threads of their own under ASGI: without a pool each request would
    # open a connection.
    pool = {"min_size": 1, "max_size": 20, "timeout": 10}
    database["OPTIONS"] = {**database.get("OPTIONS", {}), "pool": pool}
    return database


def cache_from(redis_url: str) -> dict[str, Any]:
    """Cache in Redis where there is one, else in the process."""
    if not redis_url:
        return {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}
    return {
        "BACKEND": "django.core.cache.backends.redis.RedisCache",
        "LOCATION": redis_url,
        "KEY_PREFIX": "sawt",
    }


def channels_from(redis_url: str) -> dict[str, Any]:
    """Pass live updates through Redis where there is one, else in the process."""
    if not redis_url:
        return {"BACKEND": "channels.layers.InMemoryChannelLayer"}
    return {
        "BACKEND": "channels_redis.core.RedisChannelLayer",
        "CONFIG": {"hosts": [redis_url]},
    }


def live_redis_from(redis_url: str, database_url: str) -> str:
    """Carry live events by Redis beside PostgreSQL; SQLite has one process to tell."""
    return "" if database_url.startswith("sqlite") else redis_url


def storage_from(url: str) -> dict[str, Any]:
    """Keep files in a folder, or in an S3-compatible store (`s3://bucket?endpoint=…`).

    The keys of the store are read by its own client from AWS_ACCESS_KEY_ID and
    AWS_SECRET_ACCESS_KEY.
    """
    address = urlsplit(url)
    if address.scheme == "file":
        return {"BACKEND": "django.core.files.storage.FileSystemStorage"}
    asked = {name: values[0] for name, values in parse_qs(address.query).items()}
    return {
        "BACKEND": "storages.backends.s3.S3Storage",
        "OPTIONS": {
            "bucket_name": address.hostname,
            "endpoint_url": asked.get("endpoint"),
            "region_name": asked.get("region"),
            "file_overwrite": False,
        },
    }


def origins_of_images(map_tiles: str, storage_url: str) -> list[str]:
    """List the other hosts whose images a page may show: map tiles, the S3 store."""
    asked = parse_qs(urlsplit(storage_url).query)
    addresses = [map_tiles, *asked.get("endpoint", [])]
    if storage_url.startswith("s3:") and "endpoint" not in asked:
        addresses.append("https://*.amazonaws.com")
    parts = [urlsplit(address) for address in addresses if address]
    # Tile servers are often numbered: {s} stands for their first label.
    return [f"{p.scheme}://{p.netloc.replace('{s}', '*')}" for p in parts]


def folder_from(url: str) -> Path | None:
    """Return the folder of a file:// address; None for any other."""
    address = urlsplit(url)
    return Path(unquote(address.path)) if address.scheme == "file" else None


def mail_from(url: str) -> dict[str, Any]:
    """Read a route for mail into the settings of Django's mail."""
    if url == "console:":
        return {"EMAIL_BACKEND": "django.core.mail.backends.console.EmailBackend"}
    address = urlsplit(url)
    if address.scheme == "file":
        return {
            "EMAIL_BACKEND": "django.core.mail.backends.filebased.EmailBackend",
            "EMAIL_FILE_PATH": unquote(address.path),
        }
    return {
        "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "EMAIL_HOST": address.hostname,
        "EMAIL_PORT": address.port or MAIL_PORTS[address.scheme],
        "EMAIL_HOST_USER": unquote(address.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(address.password or ""),
        "EMAIL_USE_SSL": address.scheme == "smtps",
        "EMAIL_USE_TLS": address.scheme == "smtp" and "tls=off" not in address.query,
        "EMAIL_TIMEOUT": 20,
    }
