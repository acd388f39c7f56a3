# One image for the application and for the worker; see compose.yaml and
# docs/operations/running.md.

FROM python:3.11-slim-bookworm AS build
RUN apt-get update && apt-get install -y --no-install-recommends gettext
RUN python -m venv /opt/venv
ENV PATH=/opt/venv/bin:$PATH
WORKDIR /app
COPY requirements.txt ./
RUN pip install --no-cache-dir --require-hashes -r requirements.txt
COPY . .
# Neither step needs a database or a secret.
RUN python manage.py compilemessages --verbosity 0 \
    && SAWT_DEMO=on python manage.py collectstatic --noinput --verbosity 0

FROM python:3.11-slim-bookworm
# What WeasyPrint sets PDF with.
RUN apt-get update \
    && apt-get install -y --no-install-recommends \
        libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 \
    && rm -rf /var/lib/apt/lists/*
RUN useradd --system --uid 10001 --home-dir /app sawt \
    && install -d -o sawt /var/lib/sawt/media
ENV PATH=/opt/venv/bin:$PATH \
    PYTHONPATH=/app:/app/platform \
    PYTHONUNBUFFERED=1 \
    DJANGO_SETTINGS_MODULE=config.settings.production
WORKDIR /app
COPY --from=build /opt/venv /opt/venv
COPY --from=build /app /app
USER sawt
EXPOSE 8000
HEALTHCHECK --interval=15s --start-period=30s CMD \
    ["python", "-c", "import urllib.request as r; r.urlopen(r.Request('http://127.0.0.1:8000/healthz', headers={'Host': 'localhost'}), timeout=5)"]
CMD ["uvicorn", "config.asgi:application", "--host", "0.0.0.0", "--port", "8000", "--workers", "2", "--no-access-log", "--ws", "websockets-sansio", "--ws-per-message-deflate", "false", "--ws-max-size", "8192", "--forwarded-allow-ips", "*"]
