# One image for web, worker, beat and the one-shot migration. Holds no secret: those come with the environment.
FROM python:3.11-slim AS build
ENV PYTHONDONTWRITEBYTECODE=1 PIP_NO_CACHE_DIR=1 PIP_DISABLE_PIP_VERSION_CHECK=1
RUN python -m venv /opt/venv
COPY requirements.txt .
RUN /opt/venv/bin/pip install --no-compile --require-hashes -r requirements.txt
WORKDIR /srv/gxzc
COPY . .
# Static files are collected with development settings, so that no key is needed while building.
RUN DJANGO_SETTINGS_MODULE=gxzc.settings.dev SECRET_KEY=build-only GXZC_STATIC=/srv/static \
    /opt/venv/bin/python manage.py collectstatic --noinput

FROM python:3.11-slim
ENV PATH=/opt/venv/bin:$PATH PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 \
    DJANGO_SETTINGS_MODULE=gxzc.settings.production GXZC_STATIC=/srv/static GXZC_FILES=/srv/files \
    GXZC_AUDIT_HEADS=/srv/audit-heads GXZC_BIND=0.0.0.0:8000
RUN useradd --system --uid 10001 --no-create-home --shell /usr/sbin/nologin gxzc \
    && install -d -o gxzc -g gxzc -m 0700 /srv/files /srv/audit-heads
COPY --from=build /opt/venv /opt/venv
COPY --from=build /srv/static /srv/static
COPY --from=build /srv/gxzc /srv/gxzc
WORKDIR /srv/gxzc
USER gxzc
EXPOSE 8000
HEALTHCHECK --interval=10s --timeout=5s --start-period=30s --retries=3 \
    CMD ["python", "-c", "import urllib.request; urllib.request.urlopen('http://127.0.0.1:8000/readyz', timeout=4)"]
CMD ["gunicorn", "-c", "deploy/gunicorn.conf.py", "gxzc.wsgi"]
