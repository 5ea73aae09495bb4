"""How gunicorn serves, on one machine and in a container alike."""

import os

from gxzc.log_lines import CONFIGURATION

bind = os.environ.get("GXZC_BIND", "127.0.0.1:8000")
worker_class = "gthread"
workers = int(os.environ.get("WEB_WORKERS", "2"))
threads = int(os.environ.get("WEB_THREADS", "4"))
# Each worker reads the program for itself, so that SIGHUP serves a new release without a gap.
preload_app = False
timeout = 60
graceful_timeout = 20
keepalive = 5
max_requests = 20000
max_requests_jitter = 2000
# Heartbeat files on a disk can stall a worker.
worker_tmp_dir = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None  # noqa: S108 - memory, no names to guess
control_socket_disable = True
# Addresses of pages hold look-up codes: what was asked for is logged by nobody.
accesslog = None
logconfig_dict = CONFIGURATION
