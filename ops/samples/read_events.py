"""Prints Earshot's events. Standard input: the values of events.v1 in hex, one a line. Argument: the folder schemas/."""

import io
import json
import pathlib
import sys
from datetime import datetime, timedelta, timezone

import avro.io
import avro.schema

schemas = pathlib.Path(sys.argv[1])
known = json.loads((schemas / "published/fingerprints.json").read_text(encoding="utf-8"))
reader = avro.schema.parse((schemas / "published/MatchEvent.avsc").read_text(encoding="utf-8"))
sys.stdout.reconfigure(encoding="utf-8")

for line in sys.stdin:
    value = bytes.fromhex(line)
    entry = known[value[:10].hex()]  # C3 01 and the fingerprint of the schema that wrote the value
    writer = avro.schema.parse((schemas / entry["file"]).read_text(encoding="utf-8"))
    event = avro.io.DatumReader(writer, reader).read(avro.io.BinaryDecoder(io.BytesIO(value[10:])))
    heard = datetime(1970, 1, 1, tzinfo=timezone.utc) + timedelta(microseconds=event["onsetMicros"])
    print(event["phase"], event["sourceId"], event["epochId"], heard.strftime("%Y-%m-%dT%H:%M:%S.%fZ"),
          f'{event["confidence"]:.2f}', event["queryText"], sep="\t")
