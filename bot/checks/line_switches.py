"""What LINE tells nobody by its API: switches a person must look at, each said as it should be."""

from models.wellbeing import Finding, State

DEVELOPERS = "LINE Developers Console → Messaging API"
MANAGER = "LINE Official Account Manager → ตั้งค่าการตอบกลับ (Response settings)"
_SEEN = (
    ("redelivery", "Webhook redelivery เปิดอยู่ · webhook redelivery is on", DEVELOPERS),
    (
        "error_statistics",
        "Error statistics aggregation เปิดอยู่ · error statistics are on",
        DEVELOPERS,
    ),
    ("greeting", "ข้อความทักทาย (Greeting message) ปิดอยู่ · the greeting message is off", MANAGER),
    ("auto_response", "ตอบกลับอัตโนมัติ (Auto-response) ปิดอยู่ · the auto-response is off", MANAGER),
)
SWITCHES: tuple[Finding, ...] = tuple(
    Finding(State.LOOK, says, f"ดูด้วยตนเองที่ {where} · look yourself there", name)
    for name, says, where in _SEEN
)
