"""Writes test/golden/events.json: an event file as Google's protobuf runtime and a CRC-32C in C make it.

Usage: python3 scripts/make-event-golden.py            writes the golden
       python3 scripts/make-event-golden.py FILE ...   prints the events of event files, checking every CRC

Needs protobuf and crc32c (Debian: python3-protobuf, python3-crc32c). Field names, numbers and types are those of
tensorboard/compat/proto/event.proto and summary.proto.
"""

import json
import pathlib
import struct
import sys

import crc32c
import google.protobuf
from google.protobuf import descriptor_pb2, descriptor_pool, message_factory

FIELD = descriptor_pb2.FieldDescriptorProto
MESSAGES = {
    "SessionLog": [("status", 1, FIELD.TYPE_INT32, None)],
    "Value": [("tag", 1, FIELD.TYPE_STRING, None), ("simple_value", 2, FIELD.TYPE_FLOAT, None)],
    "Summary": [("value", 1, FIELD.TYPE_MESSAGE, "Value")],
    "Event": [
        ("wall_time", 1, FIELD.TYPE_DOUBLE, None),
        ("step", 2, FIELD.TYPE_INT64, None),
        ("file_version", 3, FIELD.TYPE_STRING, None),
        ("summary", 5, FIELD.TYPE_MESSAGE, "Summary"),
        ("session_log", 7, FIELD.TYPE_MESSAGE, "SessionLog"),
    ],
}
START = 1

SCALARS = [
    (1700000001.5, 1, {"loss/step": 1.9459101}),
    (1700000002.25, 300, {"loss/train": 0.1, "uar/validation": 1 / 3, "learning_rate": 1e-3, "epoch": 2}),
    (1700000003.125, 2**40 + 5, {"träge": -0.0, "loss/validation": 3.4e38}),
]


def event_class():
    file = descriptor_pb2.FileDescriptorProto(name="event.proto", package="tensorboard", syntax="proto3")
    for name, fields in MESSAGES.items():
        message = file.message_type.add(name=name)
        for field_name, number, kind, of in fields:
            field = message.field.add(name=field_name, number=number, type=kind)
            field.label = FIELD.LABEL_REPEATED if (name, field_name) == ("Summary", "value") else FIELD.LABEL_OPTIONAL
            if of:
                field.type_name = f".tensorboard.{of}"
            # Members of a oneof, so that a value of 0 is written.
            oneof = {"Event": ("file_version", "summary", "session_log"), "Value": ("simple_value",)}.get(name, ())
            if field_name in oneof:
                if not message.oneof_decl:
                    message.oneof_decl.add(name="what")
                field.oneof_index = 0
    pool = descriptor_pool.DescriptorPool()
    pool.Add(file)
    return message_factory.MessageFactory(pool).GetPrototype(pool.FindMessageTypeByName("tensorboard.Event"))


Event = event_class()


def masked(data):
    crc = crc32c.crc32c(data)
    return struct.pack("<I", ((crc >> 15 | crc << 17) + 0xA282EAD8) & 0xFFFFFFFF)


def record(event):
    message = event.SerializeToString(deterministic=True)
    length = struct.pack("<Q", len(message))
    return length + masked(length) + message + masked(message)


def records(data):
    at = 0
    while at < len(data):
        header, crc = data[at:at + 8], data[at + 8:at + 12]
        assert masked(header) == crc, f"length's CRC at byte {at}"
        (length,) = struct.unpack("<Q", header)
        message = data[at + 12:at + 12 + length]
        assert len(message) == length and masked(message) == data[at + 12 + length:at + 16 + length], f"CRC at byte {at}"
        yield Event.FromString(message)
        at += 16 + length


def write_golden():
    start = Event(wall_time=1700000000.5, step=77)
    start.session_log.status = START
    events = [Event(wall_time=1700000000.5, file_version="brain.Event:2"), start]
    for wall_time, step, scalars in SCALARS:
        event = Event(wall_time=wall_time, step=step)
        for tag, value in scalars.items():
            event.summary.value.add(tag=tag, simple_value=value)
        events.append(event)
    golden = {
        "madeBy": "scripts/make-event-golden.py",
        "versions": {"python": sys.version.split()[0], "protobuf": google.protobuf.__version__},
        "start": {"wallTime": 1700000000.5, "step": 77},
        "scalars": [dict(wallTime=w, step=s, scalars=v) for w, s, v in SCALARS],
        "hex": b"".join(map(record, events)).hex(),
    }
    file = pathlib.Path(__file__).parent.parent / "test" / "golden" / "events.json"
    file.write_text(json.dumps(golden, indent=2) + "\n")
    print(f"{file.name}: {len(events)} events")


for path in sys.argv[1:]:
    for event in records(pathlib.Path(path).read_bytes()):
        kind = event.WhichOneof("what")
        values = {value.tag: value.simple_value for value in event.summary.value}
        print(json.dumps(dict(wallTime=event.wall_time, step=event.step, kind=kind, scalars=values)))
if len(sys.argv) == 1:
    write_golden()
