"""The real nginx with the configuration we ship, its ports and folders put in a place of its own."""

import shutil
import signal
import socket
import subprocess
import time
from pathlib import Path

from tests.live.product import ROOT, free_port
from tests.live.way import SITE

DEPLOY = ROOT / "deploy"


def find() -> str | None:
    return shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin")


def write(folder: Path, upstream: int = 8000, plain: int = 80, tls: int = 443, rate: int = 100_000) -> Path:
    """The main file that includes ours, as adapted; a certificate beside it. rate: requests a second and address."""
    certificate = ["-keyout", str(folder / "privkey.pem"), "-out", str(folder / "fullchain.pem")]
    options = ["-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", f"/CN={SITE}"]
    subprocess.run(["openssl", "req", "-x509", *options, *certificate], check=True, capture_output=True)
    site = (DEPLOY / "nginx.conf").read_text()
    for name, value in {
        "/etc/letsencrypt/live/back.example.org": str(folder),
        "/etc/nginx/steadyback-proxy.conf": str(DEPLOY / "steadyback-proxy.conf"),
        "/var/cache/nginx": str(folder),
        "access_log syslog:server=unix:/dev/log,nohostname,tag=nginx": f"access_log {folder}/access.log",
        "error_log syslog:server=unix:/dev/log,nohostname,tag=nginx": f"error_log {folder}/error.log",
        "rate=30r/s": f"rate={rate}r/s",
        "rate=5r/s": f"rate={rate}r/s",
        "127.0.0.1:8000": f"127.0.0.1:{upstream}",
        "listen 80": f"listen 127.0.0.1:{plain}",
        "listen 443": f"listen 127.0.0.1:{tls}",
    }.items():
        assert name in site, name
        site = site.replace(name, value)
    (folder / "site.conf").write_text(site)
    kinds = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    places = "".join(f"{kind}_temp_path {folder}/{kind};\n" for kind in kinds)
    main = folder / "nginx.conf"
    main.write_text(
        f"user root;\ndaemon off;\npid {folder}/pid;\nerror_log {folder}/error.log warn;\nworker_processes auto;\n"
        f"events {{ worker_connections 768; }}\nhttp {{\n{places}include {folder}/site.conf;\n}}\n"
    )
    return main


class Proxy:
    def __init__(self, folder: Path, upstream: int, rate: int = 100_000) -> None:
        self.folder, self.plain, self.tls = folder, free_port(), free_port()
        self.main = write(folder, upstream, self.plain, self.tls, rate)

    def __enter__(self) -> "Proxy":
        program = find()
        assert program, "nginx is missing (Debian: apt-get install nginx-light)"
        self.process = subprocess.Popen(
            [program, "-c", str(self.main)], stderr=subprocess.DEVNULL, start_new_session=True
        )
        for _ in range(100):
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", self.tls)) == 0:
                    return self
            time.sleep(0.05)
        raise RuntimeError((self.folder / "error.log").read_text())

    def __exit__(self, *_: object) -> None:
        self.process.send_signal(signal.SIGTERM)
        self.process.wait(30)
