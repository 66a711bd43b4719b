"""What others may reach: `/healthz` for a watchdog and `/metrics` for Prometheus, on a listener of their own."""

import json
from collections.abc import Awaitable, Callable

from aiohttp import web

from bot.services.health import Verdict


def create_status_app(*, verdict: Callable[[], Awaitable[Verdict]], metrics: Callable[[], bytes]) -> web.Application:
    """An application with the two paths. 503 while any finding is failing; nothing in it is a secret."""

    async def healthz(_: web.Request) -> web.Response:
        found = await verdict()
        body = json.dumps(found.as_json(), ensure_ascii=False, indent=2) + "\n"
        return web.Response(
            text=body, status=503 if found.is_failing else 200, content_type="application/json", headers=_HEADERS
        )

    async def show_metrics(_: web.Request) -> web.Response:
        return web.Response(body=metrics(), content_type="text/plain", charset="utf-8", headers=_HEADERS)

    app = web.Application()
    app.add_routes([web.get("/healthz", healthz), web.get("/metrics", show_metrics)])
    return app


_HEADERS = {"Cache-Control": "no-store", "X-Content-Type-Options": "nosniff"}
