"""What LINE says of us: the token, where it brings events, the quota, the menus, the hour."""

from collections.abc import Callable
from email.utils import parsedate_to_datetime

from bot.checks.asking import Unsaid
from bot.checks.database import skew
from bot.line import Answer, Line
from bot.menu_deployment import Deployment, DeploymentStopped, name_of
from bot.now import real
from bot.settings import Settings
from bot.webhook import PATH
from models.wellbeing import Finding, fail, ok, warn
from richmenus import read_all

NEARLY = 10  # the last part of the month's messages, as 1/10
CONSOLE = "LINE Developers Console → Messaging API"
DEPLOY = "สั่ง python -m bot menus deploy · run the deployment of the menus"


def line_token(line: Line, _: Settings) -> Finding:
    """LINE knows us by our token."""
    answer = line.call("GET", "/v2/bot/info")
    if answer.status in (401, 403):
        return fail(
            f"LINE ไม่รับโทเค็น ({answer.status}) · LINE refuses our token ({answer.status})",
            "ดู LINE_CHANNEL_ID และ SECRET หรือออกโทเค็นใหม่ · see to id and secret, or renew it",
        )
    return ok("LINE รับโทเค็น · LINE takes our token") if answer.ok else _unsaid(answer)


def line_account(line: Line, _: Settings) -> Finding:
    """It is the account we think it is, and its messages come to us."""
    answer = _get(line, "/v2/bot/info")
    name, basic_id = answer.json.get("displayName"), answer.json.get("basicId")
    told = f"บัญชี {name} {basic_id} · the account {name} {basic_id}"
    if answer.json.get("chatMode") != "chat":
        return ok(told)
    return warn(
        f"บัญชี {name} {basic_id} เปิดโหมดแชตของ OA Manager · the account's own chat is switched on",
        "ปิด Chat ใน Response settings หรือตกลงกันว่าใครตอบที่ใด · switch it off, or agree on it",
    )


def webhook(line: Line, settings: Settings) -> Finding:
    """LINE brings events to our address."""
    answer = line.call("GET", "/v2/bot/channel/webhook/endpoint")
    right = settings.public_url + PATH
    do = f"ตั้งเป็น {right} และเปิด Use webhook ที่ {CONSOLE} · set it there, and switch it on"
    if answer.status == 404:
        return fail("ยังไม่ได้ตั้ง Webhook URL ที่ LINE · LINE has no webhook address of ours", do)
    if not answer.ok:
        return _unsaid(answer)
    set_to, active = answer.json.get("endpoint"), answer.json.get("active")
    if set_to != right:
        return fail(f"LINE ส่งเหตุการณ์ไปที่ {set_to} · LINE brings events to {set_to}", do)
    if not active:
        return fail("Use webhook ปิดอยู่ · the webhook is switched off at LINE", do)
    return ok(f"Webhook URL คือ {right} และเปิดอยู่ · the webhook address is right, and on")


def webhook_test(line: Line, _: Settings) -> Finding:
    """LINE itself can reach us, and we answer."""
    answer = line.call("POST", "/v2/bot/channel/webhook/test", payload={})
    if not answer.ok:
        return _unsaid(answer)
    status, reason = answer.json.get("statusCode"), answer.json.get("reason")
    if answer.json.get("success"):
        return ok("LINE ลองส่งแล้ว เราตอบ 200 · LINE knocked, and we answered 200")
    return fail(
        f"LINE ลองส่งแล้วไม่สำเร็จ: {status} {reason} · LINE knocked in vain: {status} {reason}",
        "401: ดู LINE_CHANNEL_SECRET · 0: see to DNS, TLS and the proxy; 401: the channel secret",
    )


def line_quota(line: Line, _: Settings) -> Finding:
    """The month's counted messages last."""
    plan = _get(line, "/v2/bot/message/quota").json
    used = _get(line, "/v2/bot/message/quota/consumption").json.get("totalUsage", 0)
    if plan.get("type") not in ("none", "limited"):
        raise Unsaid("quota")
    if plan["type"] == "none":
        return ok(f"ข้อความที่นับ {used} ไม่จำกัด · {used} counted messages, no limit")
    limit = int(plan.get("value", 0))
    left = max(0, limit - used)
    told = f"ข้อความที่นับใช้ไป {used}/{limit} · {used} of {limit} counted messages are used"
    if left * NEARLY > limit:
        return ok(told)
    return warn(
        told,
        "คำตอบยังส่งฟรี ข้อความอื่นจะรอให้ประชาชนแตะ · answers stay free; the rest wait for a touch",
    )


def line_menus(line: Line, _: Settings) -> Finding:
    """Everybody sees the menus of this release."""
    try:
        standing = Deployment(line, tell=lambda _said: None, rehearsal=True).look()
    except DeploymentStopped as reason:
        return warn(
            f"ตรวจเมนูไม่ได้: {reason} · cannot tell of the menus: {reason}",
            "ดูข้อโทเค็น แล้วตรวจใหม่ · see to the token, then look again",
        )
    ours = read_all()
    missing = [menu.alias for menu in ours if name_of(menu) not in standing.menus]
    if missing:
        names = ", ".join(missing)
        return fail(
            f"เมนูรุ่นนี้ยังไม่ได้ติดตั้ง: {names} · menus of this release not deployed: {names}", DEPLOY
        )
    astray = [
        m.alias for m in ours if standing.aliases.get(m.alias) not in standing.menus[name_of(m)]
    ]
    if standing.default not in standing.menus[name_of(ours[0])]:
        astray.insert(0, "default")
    if astray:
        names = ", ".join(astray)
        return fail(f"เมนูชี้ผิดที่: {names} · menus point astray: {names}", DEPLOY)
    return ok(
        f"เมนูทั้ง {len(ours)} ติดตั้งแล้วและชี้ถูกที่ · all {len(ours)} menus are deployed and point right"
    )


def line_clock(line: Line, _: Settings) -> Finding:
    """Our clock and LINE's show the same moment: tokens and signatures live by it."""
    before = real()
    told = _get(line, "/v2/bot/info").headers.get("date", "")
    try:
        theirs = parsedate_to_datetime(told)
    except ValueError:
        return warn(
            "LINE ไม่บอกเวลา · LINE did not tell the time", "เทียบนาฬิกาเองด้วย NTP · compare with NTP"
        )
    return skew(" LINE ", "LINE", theirs - (before + (real() - before) / 2))


def _get(line: Line, path: str) -> Answer:
    answer = line.call("GET", path)
    if not answer.ok:
        raise Unsaid(f"{answer.status}")
    return answer


def _unsaid(answer: Answer) -> Finding:
    raise Unsaid(f"{answer.status}")


ASK_LINE: tuple[Callable[[Line, Settings], Finding], ...] = (
    line_token,
    line_account,
    webhook,
    webhook_test,
    line_quota,
    line_menus,
    line_clock,
)
