"""LINE's own definitions, asked whether what we and the pretend LINE say to each other is right.

Two witnesses. The models of LINE's client library, generated from those definitions, are always
here: what they cannot read, or lose on the way, is a fault. Whoever has the definitions themselves
(github.com/line/line-openapi) names their folder in LINE_OPENAPI, and each body is held against
them as well: every field must be known, there where it must be, and within its bounds.
"""

import re
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from linebot.v3 import messaging as api
from linebot.v3 import oauth, webhooks

from bot.simulator.journal import Entry
from tests.official_papers import papers

REFUSED = 400


class Known(NamedTuple):
    """What LINE's client library sends and reads at one endpoint."""

    method: str
    path: str
    sent: Any = None
    read: Any = None


KNOWN = (
    Known("POST", "/v2/bot/message/reply", api.ReplyMessageRequest, api.ReplyMessageResponse),
    Known("POST", "/v2/bot/message/push", api.PushMessageRequest, api.PushMessageResponse),
    Known("GET", "/v2/bot/message/quota", read=api.MessageQuotaResponse),
    Known("GET", "/v2/bot/message/quota/consumption", read=api.QuotaConsumptionResponse),
    Known("GET", "/v2/bot/message/{id}/content"),
    Known("GET", "/v2/bot/profile/{id}", read=api.UserProfileResponse),
    Known("POST", "/v2/bot/chat/loading/start", api.ShowLoadingAnimationRequest),
    Known("GET", "/v2/bot/info", read=api.BotInfoResponse),
    Known("GET", "/v2/bot/channel/webhook/endpoint", read=api.GetWebhookEndpointResponse),
    Known("PUT", "/v2/bot/channel/webhook/endpoint", api.SetWebhookEndpointRequest),
    Known(
        "POST", "/v2/bot/channel/webhook/test",
        api.TestWebhookEndpointRequest, api.TestWebhookEndpointResponse,
    ),
    Known("POST", "/v2/bot/richmenu", api.RichMenuRequest, api.RichMenuIdResponse),
    Known("POST", "/v2/bot/richmenu/validate", api.RichMenuRequest),
    Known("POST", "/v2/bot/richmenu/batch", api.RichMenuBatchRequest),
    Known("GET", "/v2/bot/richmenu/progress/batch", read=api.RichMenuBatchProgressResponse),
    Known("GET", "/v2/bot/richmenu/list", read=api.RichMenuListResponse),
    Known("POST", "/v2/bot/richmenu/alias", api.CreateRichMenuAliasRequest),
    Known("GET", "/v2/bot/richmenu/alias/list", read=api.RichMenuAliasListResponse),
    Known("GET", "/v2/bot/richmenu/alias/{id}", read=api.RichMenuAliasResponse),
    Known("POST", "/v2/bot/richmenu/alias/{id}", api.UpdateRichMenuAliasRequest),
    Known("DELETE", "/v2/bot/richmenu/alias/{id}"),
    Known("GET", "/v2/bot/richmenu/{id}/content"),
    Known("POST", "/v2/bot/richmenu/{id}/content"),
    Known("GET", "/v2/bot/richmenu/{id}", read=api.RichMenuResponse),
    Known("DELETE", "/v2/bot/richmenu/{id}"),
    Known("GET", "/v2/bot/user/all/richmenu", read=api.RichMenuIdResponse),
    Known("POST", "/v2/bot/user/all/richmenu/{id}"),
    Known("DELETE", "/v2/bot/user/all/richmenu"),
    Known("GET", "/v2/bot/user/{id}/richmenu", read=api.RichMenuIdResponse),
    Known("POST", "/v2/bot/user/{id}/richmenu/{id}"),
    Known("DELETE", "/v2/bot/user/{id}/richmenu"),
    Known("POST", "/oauth2/v3/token", read=oauth.IssueStatelessChannelAccessTokenResponse),
)  # fmt: skip


def faults(entries: Iterable[Entry]) -> list[str]:
    """What LINE would not know of these calls, a line each; none when all is right."""
    return [f"{one.method} {one.path}: {fault}" for one in entries for fault in _of(one)]


def _of(entry: Entry) -> Iterator[str]:
    sent, got = entry.request.get("body"), entry.response.get("body")
    if entry.status == REFUSED:
        return  # tests of what LINE does not take; the pretend LINE saw it, too
    if entry.kind == "webhook":
        yield from _read(webhooks.CallbackRequest, sent)
    elif known := _known(entry.method, entry.path):
        yield from _read(known.sent, sent)
        yield from _read(known.read if entry.status == 200 else None, got)
    else:
        yield "no endpoint of LINE's client library"
    if told := papers():
        yield from told.faults(entry)


def _known(method: str, path: str) -> Known | None:
    bare = path.partition("?")[0]
    fits = (one for one in KNOWN if one.method == method and _fits(one.path, bare))
    return next(fits, None)


def _fits(pattern: str, path: str) -> bool:
    return re.fullmatch(re.sub(r"\{\w+\}", "[^/]+", pattern), path) is not None


def _read(model: Any, body: Any) -> Iterator[str]:
    """Let the library read the body and write it again: nothing of it may be lost."""
    if model is None or not isinstance(body, dict):
        return
    try:
        again = model.from_dict(body).to_dict()
    except ValueError as error:
        yield f"{model.__name__}: {error}"
        return
    yield from (f"{model.__name__} knows no {lost}" for lost in _lost(body, again, ""))


def _lost(body: Any, again: Any, at: str) -> Iterator[str]:
    if isinstance(body, dict) and isinstance(again, dict):
        for name, value in body.items():
            if value is not None and name not in again:
                yield f"{at}.{name}"
            else:
                yield from _lost(value, again.get(name), f"{at}.{name}")
    elif isinstance(body, list) and isinstance(again, list):
        for one, other in zip(body, again, strict=False):
            yield from _lost(one, other, f"{at}[]")
