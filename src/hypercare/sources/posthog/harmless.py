"""What PostHog's clients ask beside sending events: answered so that they carry on, and nothing of it is kept."""

import json
import re
from collections.abc import Callable
from typing import Any

from hypercare.sources.posthog.answer import ACCEPTED, json_answer
from hypercare.sources.receiver import Answer, Request

# Remote configuration: nothing that PostHog would add is on, so the client does what its own options say.
# `autocapture_opt_out` must be there, or a browser that never heard of it captures no clicks at all. Whether there are
# flags is left out, so that they can be asked of another host.
CONFIG: dict[str, Any] = {
    "supportedCompression": ["gzip", "gzip-js"],
    "autocapture_opt_out": False,
    "autocaptureExceptions": False,
    "analytics": {"endpoint": "/e/"},
    "elementsChainAsString": True,
    "sessionRecording": False,
    "capturePerformance": False,
    "captureDeadClicks": False,
    "heatmaps": False,
    "surveys": False,
    "productTours": False,
    "conversations": False,
    "errorTracking": {"autocaptureExceptions": False, "suppressionRules": []},
    "logs": {"captureConsoleLogs": False},
    "defaultIdentifiedOnly": True,
    "siteApps": [],
    "toolbarParams": {},
    "isAuthenticated": False,
}
_EVALUATED = {"errorsWhileComputingFlags": False, "requestId": ""}
_DEFINITIONS: dict[str, Any] = {"flags": [], "group_type_mapping": {}, "cohorts": {}}
_GONE = Answer(204, b"", "")
# Project tokens: what stands here goes into a script.
_ARRAY = re.compile(r"array/([A-Za-z0-9_-]{1,255})/(config|config\.js)")
_REMOTE_CONFIG = re.compile(r"api/projects/[^/]{1,64}/feature_flags/[^/]{1,255}/remote_config")
# PostHog's own scripts (recorder, surveys, toolbar, the loader of the HTML snippet): they are not ours to hand out.
_ASSET = re.compile(r"static/.*|array/[^/]*/array(?:\.full)?\.js")
_ANSWERS: dict[str, Answer] = {
    "api/feature_flag/local_evaluation": json_answer(200, _DEFINITIONS),
    "flags/definitions": json_answer(200, _DEFINITIONS),
    "api/surveys": json_answer(200, {"surveys": []}),
    "api/early_access_features": json_answer(200, {"earlyAccessFeatures": []}),
    "api/web_experiments": json_answer(200, {"experiments": []}),
    "api/product_tours": json_answer(200, {"product_tours": []}),
    "s": ACCEPTED,
    "report": _GONE,
    "i/v1/logs": json_answer(200, {}),
    "i/v1/metrics": json_answer(200, {}),
    "i/v1/traces": json_answer(200, {}),
}


def harmless(request: Request) -> Answer | None:
    """The answer to a request that brings no events; None when it should bring some, or is not known."""
    path = request.path.removesuffix("/")
    ask = _ASKED.get(path)
    if ask is not None:
        return ask(request.query.get("v", ""))
    found = _ARRAY.fullmatch(path)
    if found is not None:
        return json_answer(200, CONFIG) if found[2] == "config" else _script(found[1])
    if _REMOTE_CONFIG.fullmatch(path):
        return json_answer(200, None)
    if _ASSET.fullmatch(path):
        return json_answer(404, {"detail": "Hypercare hands out none of PostHog's scripts: bundle posthog-js instead."})
    return _ANSWERS.get(path)


def _flags(version: str) -> Answer:
    """No flag is on. Version 1 lists those that are, which newer clients send as "true", or not at all."""
    if version in ("", "1"):
        return json_answer(200, {"featureFlags": {}, "featureFlagPayloads": {}, **_EVALUATED})
    return json_answer(200, {"flags": {}, **_EVALUATED})


def _decide(version: str) -> Answer:
    """The older form of the same question, with the configuration beside it."""
    flags: dict[str, Any] = {"featureFlags": [] if version in ("", "1") else {}, "featureFlagPayloads": {}}
    if version not in ("", "1", "2", "3"):
        flags = {"flags": {}}
    return json_answer(200, CONFIG | flags | _EVALUATED)


_ASKED: dict[str, Callable[[str], Answer]] = {"flags": _flags, "decide": _decide}


def _script(token: str) -> Answer:
    """The configuration as the script that browsers load first."""
    told = json.dumps({"config": CONFIG, "siteApps": []}, separators=(",", ":"))
    script = f'(window._POSTHOG_REMOTE_CONFIG=window._POSTHOG_REMOTE_CONFIG||{{}})["{token}"]={told};'
    return Answer(200, script.encode(), "application/javascript; charset=utf-8")
