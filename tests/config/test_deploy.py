"""What we ship for a server of one's own: read as text, and the proxy by the real nginx where there is one."""

import configparser
import http.client
import re
import shutil
import smtplib
import ssl
import subprocess
import tomllib
from pathlib import Path

import pytest
from django.core.mail.backends.smtp import EmailBackend

from config import environment
from config.databases import databases
from config.logs import logging_settings
from tests.live import proxy

ROOT = Path(__file__).resolve().parents[2]
DEPLOY = ROOT / "deploy"
SERVICES = ["steadyback.service", "steadyback-daily.service"]
STRONG = re.compile(r"ECDHE-(?:ECDSA|RSA)-(?:AES256-GCM-SHA384|AES128-GCM-SHA256|CHACHA20-POLY1305)")


def shipped(name):
    return (DEPLOY / name).read_text()


def directives(name):
    """Lines of an nginx file without comments."""
    return [line.split("#")[0].strip() for line in shipped(name).splitlines()]


def units(name):
    """Section and key to values, as systemd reads them."""
    found = {}
    for line in shipped(name).splitlines():
        if "=" in line and not line.startswith("#"):
            key, _, value = line.partition("=")
            found.setdefault(key, []).append(value)
    return found


@pytest.fixture
def nginx(tmp_path):
    if proxy.find() is None:
        pytest.skip("nginx is not installed")
    return tmp_path


@pytest.mark.asvs("V12.1.1", "V12.1.2")
def test_nginx_accepts_our_configuration(nginx):
    done = subprocess.run([proxy.find(), "-t", "-c", proxy.write(nginx)], capture_output=True, text=True)

    assert "test is successful" in done.stderr


@pytest.mark.asvs("V2.4.1", "V3.4.1", "V4.1.2", "V12.2.1", "V13.4.5")
def test_nginx_seals_its_own_answers_and_lets_nobody_ask_without_end(nginx):
    with proxy.Proxy(nginx, upstream=9, rate=1) as door:
        trace, monitoring = over_tls(door, "TRACE", "/"), over_tls(door, "GET", "/readyz")
        page, form = in_the_clear(door, "GET"), in_the_clear(door, "POST")
        forms = [over_tls(door, "POST", "/intake/").status for _ in range(60)]

    assert [trace.status, monitoring.status, page.status, form.status] == [405, 404, 301, 403]
    assert trace.headers["Strict-Transport-Security"] == "max-age=63072000; includeSubDomains; preload"
    assert "frame-ancestors 'none'" in trace.headers["Content-Security-Policy"]
    assert (forms[0], forms[-1]) == (502, 429)


def over_tls(door, method, path):
    trusting = ssl.create_default_context(cafile=str(door.folder / "fullchain.pem"))
    trusting.check_hostname = False
    connection = http.client.HTTPSConnection("127.0.0.1", door.tls, context=trusting, timeout=5)
    return answer(connection, method, path)


def in_the_clear(door, method):
    return answer(http.client.HTTPConnection("127.0.0.1", door.plain, timeout=5), method, "/you/")


def answer(connection, method, path):
    connection.request(method, path, headers={"Host": "back.example.org"})
    response = connection.getresponse()
    response.read()
    connection.close()
    return response


@pytest.mark.asvs("V12.1.1")
def test_old_tls_is_refused(nginx):
    old = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    old.check_hostname, old.verify_mode = False, ssl.CERT_NONE
    old.set_ciphers("DEFAULT@SECLEVEL=0")
    with pytest.warns(DeprecationWarning, match="TLSv1"):
        old.minimum_version, old.maximum_version = ssl.TLSVersion.TLSv1, ssl.TLSVersion.TLSv1_1

    with proxy.Proxy(nginx, upstream=9) as door, pytest.raises(ssl.SSLError):
        answer(http.client.HTTPSConnection("127.0.0.1", door.tls, context=old, timeout=5), "GET", "/")


@pytest.mark.asvs("V12.1.1", "V12.1.2")
def test_only_strong_ciphers_the_strongest_first():
    lines = directives("nginx.conf")
    [ciphers] = [line.split()[1].strip(";").split(":") for line in lines if line.startswith("ssl_ciphers")]

    assert "ssl_protocols TLSv1.2 TLSv1.3;" in lines
    assert "ssl_prefer_server_ciphers on;" in lines
    assert all(STRONG.fullmatch(cipher) for cipher in ciphers)
    assert "AES256" in ciphers[0]


@pytest.mark.asvs("V12.2.2")
def test_the_certificate_is_of_an_authority_that_browsers_trust():
    assert "ssl_certificate /etc/letsencrypt/live/back.example.org/fullchain.pem;" in directives("nginx.conf")


@pytest.mark.asvs("V13.2.5", "V13.4.3")
def test_nginx_serves_no_file_and_asks_nobody_but_us():
    text = "\n".join(directives("nginx.conf"))

    assert set(re.findall(r"proxy_pass (\S+);", text)) == {"http://steadyback"}
    assert re.findall(
        r"^server (\S+)", re.search(r"upstream steadyback \{(.*?)\}", text, re.S)[1].strip()
    ) == ["127.0.0.1:8000"]
    assert not re.search(r"\b(?:root|alias|autoindex|try_files)\b", text)


@pytest.mark.asvs("V4.1.3")
def test_nginx_overwrites_what_a_visitor_says_about_themselves():
    lines = directives("steadyback-proxy.conf")

    assert "proxy_set_header X-Forwarded-For $remote_addr;" in lines
    assert "proxy_set_header X-Forwarded-Proto $scheme;" in lines
    assert "proxy_set_header X-Request-ID $request_id;" in lines


@pytest.mark.asvs("V13.2.2", "V13.3.2")
def test_the_service_can_do_little():
    unit = units("steadyback.service")

    assert unit["User"] == ["steadyback"]
    assert unit["NoNewPrivileges"] == unit["ProtectHome"] == unit["PrivateTmp"] == ["yes"]
    assert (unit["ProtectSystem"], unit["StateDirectory"], unit["CapabilityBoundingSet"]) == (
        ["strict"],
        ["steadyback"],
        [""],
    )
    assert unit["UMask"] == ["0077"]


@pytest.mark.asvs("V13.2.2")
@pytest.mark.parametrize("name", SERVICES)
def test_systemd_accepts_our_units_and_finds_them_closed(name):
    """4.0 and less of ten is what it calls OK."""
    program = shutil.which("systemd-analyze")
    if program is None:
        pytest.skip("systemd is not installed")

    def analyze(*arguments):
        done = subprocess.run([program, *arguments, str(DEPLOY / name)], capture_output=True, text=True)
        return done.stdout + done.stderr

    told = [line for line in analyze("verify").splitlines() if "is not executable" not in line]
    exposure = re.search(r"exposure level for [\w.-]+: ([\d.]+)", analyze("security", "--offline=true"))

    assert told == []
    assert exposure is None or float(exposure[1]) <= 4.0  # None: before version 250


@pytest.mark.asvs("V13.3.1", "V13.3.2")
@pytest.mark.parametrize("name", SERVICES)
def test_secrets_come_encrypted_from_systemd(name):
    unit = units(name)

    assert [value.split(":")[0] for value in unit["LoadCredentialEncrypted"]] == [
        "secret_key",
        "email_password",
    ]
    assert "SECRET_KEY_FILE=%d/secret_key EMAIL_PASSWORD_FILE=%d/email_password" in unit["Environment"]


@pytest.mark.asvs("V13.2.1", "V13.2.3", "V13.3.1", "V12.3.1")
def test_the_example_holds_no_secret_and_the_database_knows_us_by_our_user(tmp_path):
    told = dict(line.split("=", 1) for line in shipped("steadyback.env.example").splitlines() if "=" in line)
    database = databases(told["DATABASE_URL"], [], tmp_path, pooled=True)["default"]

    assert not [name for name in told if re.search("SECRET|PASSWORD|KEY|TOKEN", name)]
    assert (database["HOST"], database["USER"], database["PASSWORD"]) == ("/var/run/postgresql", "", "")


@pytest.mark.asvs("V12.3.1", "V12.3.2", "V12.3.4")
def test_a_database_elsewhere_is_reached_by_tls_and_must_prove_who_it_is(tmp_path):
    def mode(url):
        return databases(url, [], tmp_path, pooled=True)["default"]["OPTIONS"].get("sslmode")

    assert mode("postgres://me@db.example.org/x") == "verify-full"
    assert mode("postgres://me@db.example.org/x?sslmode=require") == "require"
    assert mode("postgres://me@127.0.0.1/x") is None
    bouncer = configparser.ConfigParser(comment_prefixes=(";",))
    bouncer.read_string(shipped("pgbouncer.ini"))
    assert bouncer["pgbouncer"]["server_tls_sslmode"] == "verify-full"


@pytest.mark.asvs("V12.3.1", "V12.3.2")
def test_mail_goes_over_tls_to_a_server_that_proves_who_it_is(settings):
    backend = EmailBackend()

    assert (settings.EMAIL_USE_TLS, settings.EMAIL_TIMEOUT) == (True, 10)
    assert (backend.ssl_context.verify_mode, backend.ssl_context.check_hostname) == (ssl.CERT_REQUIRED, True)
    assert backend.connection_class is smtplib.SMTP


@pytest.mark.asvs("V13.2.2", "V13.2.3")
def test_compose_gives_no_superuser_and_no_password_of_its_own():
    compose = (ROOT / "compose.yaml").read_text()

    assert "NOSUPERUSER NOCREATEDB NOCREATEROLE" in shipped("postgres-role.sh")
    assert "ALTER ROLE postgres PASSWORD NULL;" in shipped("postgres-role.sh")
    assert set(re.findall(r"\w*PASSWORD: (.*)", compose)) == {
        "${POSTGRES_PASSWORD:?set POSTGRES_PASSWORD}",
        "${POSTGRES_PASSWORD}",
    }


@pytest.mark.asvs("V13.3.1")
def test_a_secret_comes_from_the_file_that_is_named(tmp_path, monkeypatch):
    (tmp_path / "key").write_text("from the file\n")
    monkeypatch.setenv("SECRET_KEY", "from the environment")
    monkeypatch.setenv("SECRET_KEY_FILE", str(tmp_path / "key"))

    assert environment.secret_key(tmp_path) == "from the file"


@pytest.mark.asvs("V13.3.2")
def test_a_key_made_here_is_for_its_owner_alone(tmp_path, monkeypatch):
    monkeypatch.delenv("SECRET_KEY", raising=False)

    key = environment.secret_key(tmp_path)

    assert (tmp_path / "secret_key").stat().st_mode & 0o777 == 0o600
    assert len(key) >= 64
    assert environment.secret_key(tmp_path) == key


@pytest.mark.asvs("V13.2.3")
@pytest.mark.parametrize(
    "known", ["change-me", "change-me-to-64-random-characters", "Password", "steadyback"]
)
def test_a_secret_that_everybody_knows_stops_the_start(monkeypatch, capsys, known):
    monkeypatch.setenv("EMAIL_PASSWORD", known)

    with pytest.raises(SystemExit):
        environment.env_secret("EMAIL_PASSWORD")

    assert capsys.readouterr().err.startswith("EMAIL_PASSWORD is one that everybody knows.")


@pytest.mark.asvs("V13.4.1", "V15.2.3")
def test_neither_history_nor_tests_are_deployed():
    left_out = set((ROOT / ".dockerignore").read_text().split())

    assert {".git", "tests", "docs", "var"} <= left_out
    assert units("steadyback.service")["InaccessiblePaths"] == ["-/opt/steadyback/.git"]


@pytest.mark.asvs("V15.2.3")
def test_nothing_for_development_is_installed_where_it_runs():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    run = set(re.findall(r"^([\w.-]+)==", (ROOT / "requirements/run.txt").read_text(), re.M))
    development = {re.match(r"[\w-]+", line)[0] for line in project["optional-dependencies"]["dev"]}

    assert development & run == set()
    assert "requirements/run.txt" in (ROOT / "Dockerfile").read_text()
    assert "dev.txt" not in (ROOT / "Dockerfile").read_text()


@pytest.mark.asvs("V16.2.3", "V16.4.2")
def test_logs_go_to_the_journal_and_to_no_file():
    handlers = logging_settings("INFO", as_json=True)["handlers"]
    lines = directives("nginx.conf")

    assert [handler["class"] for handler in handlers.values()] == ["logging.StreamHandler"]
    assert {line.split()[1] for line in lines if re.match(r"(access|error)_log ", line)} == {
        "syslog:server=unix:/dev/log,nohostname,tag=nginx"
    }
    assert not {"StandardOutput", "StandardError"} & units("steadyback.service").keys()


@pytest.mark.asvs("V16.4.3")
def test_logs_are_sent_to_another_machine_over_tls():
    upload = units("journal-upload.conf")

    assert upload["URL"][0].startswith("https://")
    assert {"ServerCertificateFile", "TrustedCertificateFile"} <= upload.keys()
    assert "journal-upload.conf" in (ROOT / "docs/deployment.md").read_text()
