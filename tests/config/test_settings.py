"""What an operator writes, and what they are told when it can't be used."""

from pathlib import Path

import pytest

from bot.core.errors import SettingsInvalid
from config.environment import Environment, nearly_right
from config.settings import ROOT, load, renewed


@pytest.fixture(autouse=True)
def _bare_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("SLACK_BOT_TOKEN", "SLACK_BOT_TOKEN_FILE", "DISCORD_TOKEN", "DATABASE_URL"):
        monkeypatch.delenv(name, raising=False)


def _write(folder: Path, text: str) -> Path:
    file = folder / "my.toml"
    file.write_text(text, encoding="utf-8")
    return file


def _faults(config: Path) -> list[str]:
    with pytest.raises(SettingsInvalid) as caught:
        load(config)
    return [str(fault) for fault in caught.value.faults]


def test_the_defaults_are_complete_and_keep_data_beside_the_program() -> None:
    settings = load()
    assert settings.data_dir == ROOT / "var"
    assert settings.packs == (ROOT / "config/packs/facial_recognition.toml",)
    assert settings.database_url == f"sqlite+aiosqlite:///{ROOT / 'var' / 'watchword.db'}"
    assert (settings.web.host, settings.web.port) == ("127.0.0.1", 8484)


def test_the_environment_wins_over_the_file_and_the_file_over_the_defaults(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    config = _write(tmp_path, "[fetch]\ninterval_minutes = 7\ncontact = 'desk@example.org'\n")
    monkeypatch.setenv("WATCHWORD__FETCH__INTERVAL_MINUTES", "0.5")
    fetch = load(config).fetch
    assert (fetch.interval_minutes, fetch.contact, fetch.min_interval_seconds) == (0.5, "desk@example.org", 60)


def test_paths_count_from_the_file_that_names_them(tmp_path: Path) -> None:
    settings = load(
        _write(tmp_path, 'data_dir = "kept"\npacks = ["config/packs/facial_recognition.toml", "own.toml"]\n')
    )
    assert settings.data_dir == tmp_path / "kept"
    assert settings.packs == (ROOT / "config/packs/facial_recognition.toml", tmp_path / "own.toml")


def test_the_command_line_wins_over_everything(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WATCHWORD__DATA_DIR", "elsewhere")
    assert load(data_dir=tmp_path).data_dir == tmp_path


def test_a_folder_of_the_command_line_wins_over_the_address_of_a_database(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATABASE_URL", "sqlite:////srv/other.db")
    config = _write(tmp_path, '[database]\nurl = "sqlite:////srv/third.db"\n')
    settings = load(config, data_dir=tmp_path)
    assert settings.database_url == f"sqlite+aiosqlite:///{tmp_path}/watchword.db"
    assert renewed(settings).database_url == settings.database_url
    assert load(config).database_url == "sqlite:////srv/other.db"


@pytest.mark.parametrize("written", ["127.0.0.1:80, localhost:90", '["127.0.0.1:80", "localhost:90"]'])
def test_a_list_in_the_environment_is_written_with_commas_or_as_json(
    written: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("WATCHWORD__FETCH__ALLOW_PRIVATE", written)
    assert load().fetch.allow_private == ("127.0.0.1:80", "localhost:90")


def test_all_faults_are_told_at_once_each_with_its_file_and_key(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("WATCHWORD__WEB__PORT", "eighty")
    monkeypatch.setenv("WATCHWORD__FECTH__CONTACT", "x")
    config = _write(
        tmp_path,
        "[fetch]\ninterval_minutes = -5\ntimeout_second = 3\n[bogus]\n[[channels]]\nplatform = 'irc'\nid = 'x'\n",
    )
    faults = _faults(config)
    assert f"{config}: fetch.interval_minutes must be greater than 0, is -5" in faults
    assert f"{config}: fetch.timeout_second is no setting; did you mean timeout_seconds?" in faults
    assert f"{config}: bogus is no setting" in faults
    assert any(fault.startswith(f"{config}: channels[0].platform must be 'slack'") for fault in faults)
    assert any(fault.startswith("environment: WATCHWORD__WEB__PORT must be a valid integer") for fault in faults)
    assert any(fault.startswith("environment: WATCHWORD__FECTH__CONTACT is no setting") for fault in faults)


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ('[[channels]]\nplatform = "web"\n', "channels[0].id is missing"),
        ('[[channels]]\nplatform = "web"\nid = ""\n', "channels[0].id must not be empty, is ''"),
        ('[[sources]]\nname = "A"\n', "sources[0].url is missing"),
        ("packs = []\n", "packs must have at least one"),
        ("data_dir = 7\n", "data_dir must be a path, in quotes, is 7"),
        ("fetch = 3\n", "fetch must be a section of settings, is 3"),
        ("[slack]\ncommand = 7\n", "slack.command must be text, in quotes, is 7"),
        ("[web]\nport = 8485\n", "http.port is the port of [web], too, 8485: give one of them another"),
        (
            '[web]\nport = 8485\nhost = "0.0.0.0"\n',
            "http.port is the port of [web], too, 8485: give one of them another",
        ),
    ],
)
def test_a_fault_is_told_of_the_file_it_is_in_and_in_words_for_people(tmp_path: Path, written: str, told: str) -> None:
    place = "config/settings.toml" if "http.port" in told else str(tmp_path / "my.toml")
    assert _faults(_write(tmp_path, written)) == [f"{place}: {told}"]


def test_two_listeners_may_share_a_port_on_two_hosts_or_any_free_one(tmp_path: Path) -> None:
    assert load(_write(tmp_path, '[web]\nport = 8485\nhost = "127.0.0.2"\n')).web.port == 8485
    assert load(_write(tmp_path, "[web]\nport = 0\n[http]\nport = 0\n")).http.port == 0


def test_a_fault_in_dotenv_is_told_of_it_with_its_line(tmp_path: Path) -> None:
    dotenv = tmp_path / ".env"
    dotenv.write_text("WATCHWORD__WEB__PORT=eighty\nWATCHWORD__FECTH__X=1\n", encoding="utf-8")
    with pytest.raises(SettingsInvalid) as caught:
        load(dotenv=dotenv)
    places = {fault.file for fault in caught.value.faults}
    assert places == {".env"}

    dotenv.write_text("# tokens\n\nSLACK_BOT_TOKEN xoxb-zyx\nDISCORD_TOKEN\n", encoding="utf-8")
    with pytest.raises(SettingsInvalid) as caught:
        load(dotenv=dotenv)
    assert [(fault.file, fault.key) for fault in caught.value.faults] == [(".env", "line 3"), (".env", "line 4")]
    assert "xoxb" not in str(caught.value)


def test_broken_toml_and_a_missing_file_are_told_in_one_line(tmp_path: Path) -> None:
    assert "is not valid TOML" in _faults(_write(tmp_path, "data_dir = \n"))[0]
    assert "can't be read" in _faults(tmp_path / "none.toml")[0]


def test_a_secret_comes_from_its_name_else_from_its_file_and_is_never_shown(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    secret_file = tmp_path / "token"
    secret_file.write_text("xoxb-from-file\n", encoding="utf-8")
    monkeypatch.setenv("SLACK_BOT_TOKEN_FILE", str(secret_file))
    from_file = load().secrets.slack_bot_token
    assert from_file is not None
    assert from_file.get_secret_value() == "xoxb-from-file"

    monkeypatch.setenv("SLACK_BOT_TOKEN", "xoxb-plain")
    settings = load()
    assert settings.secrets.slack_bot_token is not None
    assert settings.secrets.slack_bot_token.get_secret_value() == "xoxb-plain"
    assert "xoxb" not in repr(settings)


def test_a_secret_put_in_the_place_of_another_is_found_while_all_else_stays(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    secret_file = tmp_path / "token"
    secret_file.write_text("xoxb-old", encoding="utf-8")
    monkeypatch.setenv("SLACK_BOT_TOKEN_FILE", str(secret_file))
    settings = load()
    secret_file.write_text("xoxb-new", encoding="utf-8")
    fresh = renewed(settings)

    assert fresh.secrets.slack_bot_token is not None
    assert fresh.secrets.slack_bot_token.get_secret_value() == "xoxb-new"
    assert fresh.model_copy(update={"secrets": settings.secrets}) == settings


def test_a_secret_file_that_is_missing_is_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("DISCORD_TOKEN_FILE", str(tmp_path / "none"))
    with pytest.raises(SettingsInvalid, match="DISCORD_TOKEN_FILE"):
        load()


def test_a_secret_file_that_is_empty_is_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "token").write_text("\n", encoding="utf-8")
    monkeypatch.setenv("DISCORD_TOKEN_FILE", str(tmp_path / "token"))
    with pytest.raises(SettingsInvalid, match=r"token: \(named by DISCORD_TOKEN_FILE\) is empty"):
        load()


@pytest.mark.parametrize(
    ("name", "meant"),
    [
        ("SLACK_BOT_TOKN", "SLACK_BOT_TOKEN"),
        ("SLACK_BOT_TOKEN_FLE", "SLACK_BOT_TOKEN_FILE"),
        ("DISCORD_BOT_TOKEN", "DISCORD_TOKEN"),
        ("WATCHWORD_FETCH__CONTACT", "WATCHWORD__FETCH__CONTACT"),
        ("WATCHWORD_DATA_DIR", "WATCHWORD__DATA_DIR"),
        ("PATH", None),
        ("SLACK_BOT_TOKEN_FILE", None),
        ("WATCHWORD__FETCH__CONTACT", None),
        ("WATCHWORD_KILLS", None),
        ("DISCORD_GUILD", None),
        ("POSTGRES_URL", None),
    ],
)
def test_a_name_that_is_nearly_right_is_found(name: str, meant: str | None) -> None:
    found = nearly_right(Environment({name: "zyxw7canary"}, {}), {"fetch", "data_dir", "web"})
    assert [str(fault) for fault in found] == (
        [f"environment: {name} does nothing; did you mean {meant}?"] * bool(meant)
    )


def test_the_short_postgres_address_is_understood(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgres://bot:secret@db/watchword")
    settings = load()
    assert settings.database_url == "postgresql+psycopg://bot:secret@db/watchword"
    assert "secret@" not in repr(settings)


def test_thresholds_out_of_range_are_refused(tmp_path: Path) -> None:
    assert (
        "relevance.alert must be less than or equal to 1, is 7"
        in _faults(_write(tmp_path, "[relevance]\nalert = 7\n"))[0]
    )


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ('[fetch]\nuser_agent = "Bot/{versoin}"\n', "fetch.user_agent may hold {version} and {contact}"),
        ('[fetch]\ncontact = "a\\r\\nX-Evil: b"\n', "fetch.contact must be one line"),
        ("packs = []\n", "packs "),
        ('[[sources]]\nurl = "ftp://x.example"\n', "sources[0].url must be an http or https address"),
        ("[relevance]\nalert = 0.2\n", "relevance digest must not be above alert"),
        (
            '[[channels]]\nplatform = "web"\nid = "a"\nalert = 0.2\ndigest = 0.4\n',
            "channels[0] digest must not be above alert",
        ),
        (
            '[[channels]]\nplatform = "web"\nid = "a"\nlanguage = "tlh"\n',
            "channels[0].language tlh is no language that the bot speaks; those are en (English), es (español)",
        ),
        ('[secrets]\nslack_bot_token = "xoxb-x"\n', "secrets is no setting; tokens come from variables"),
    ],
)
def test_what_would_break_or_mislead_later_is_told_at_start(tmp_path: Path, written: str, told: str) -> None:
    faults = _faults(_write(tmp_path, written))
    assert len(faults) == 1
    assert told in faults[0]
    assert "xoxb" not in faults[0]


CANARY = "zyxw7canary"
TOKEN = f"xoxb-{CANARY}"


@pytest.mark.parametrize(
    "lines",
    [
        f'[slack]\nbot_token = "{TOKEN}"',
        f'[slack]\nmode = "{TOKEN}"',
        f"[slack]\nmode = {TOKEN}",
        f'[secrets]\nslack_bot_token = "{TOKEN}"',
        f'[web]\nport = "{TOKEN}"',
        f'[fetch]\nallow_private = ["{TOKEN}"]',
        f'[discord]\nguilds = [["{TOKEN}"]]',
        f'[health]\nheartbeat_url = "{CANARY}"',
        f'[health]\nheartbeat_url = ["{CANARY}"]',
        f'[database]\nurl = ["mysql://u:{CANARY}@db.example/w"]',
        f'[[sources]]\nurl = "ftp://x.example/?key={CANARY}5feed0key9"',
        f'[[sources]]\nurl = "https://u:{CANARY}@x.example/feed\\u0007"',
    ],
)
def test_a_secret_in_the_wrong_place_is_not_told_again(tmp_path: Path, lines: str) -> None:
    path = tmp_path / "mine.toml"
    path.write_text(lines, encoding="utf-8")
    with pytest.raises(SettingsInvalid) as refused:
        load(path)
    assert CANARY not in str(refused.value)
    assert "mine.toml" in str(refused.value)


def test_a_secret_among_the_variables_is_not_told_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WATCHWORD__SLACK__BOT_TOKEN", TOKEN)
    monkeypatch.setenv("WATCHWORD__SLACK__MODE", TOKEN)
    with pytest.raises(SettingsInvalid) as refused:
        load()
    assert CANARY not in str(refused.value)


def test_settings_print_no_secret(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SLACK_BOT_TOKEN", TOKEN)
    monkeypatch.setenv("WATCHWORD__HEALTH__HEARTBEAT_URL", f"https://watcher.example/{CANARY}")
    assert CANARY not in repr(load())
