"""Goes on with an old case in a home: its lead's clerk reads it and writes, by a token of that time."""

import json
import sys

from django.test import Client

from lianxin.server.address import product
from lianxin.server.home import home_folder

PERSON = "clerk-urban"

with product():
    tokens = json.loads((home_folder() / "keys" / "demo.json").read_text())["tokens"]
    client = Client(HTTP_HOST="localhost", HTTP_AUTHORIZATION=f"Bearer {tokens[PERSON]}")
    number = client.get("/api/v1/cases?stage=handling&limit=1").json()["items"][0]["number"]
    case = client.get(f"/api/v1/cases/{number}").json()
    command = {"command": "note", "text": "已再次到现场。"}
    answer = client.post(
        f"/api/v1/cases/{number}/commands", command, content_type="application/json"
    )
    told = {"status": answer.status_code, "before": case, "after": answer.json()}
    sys.stdout.write(json.dumps(told))
