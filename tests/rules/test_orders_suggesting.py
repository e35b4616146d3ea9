"""An order's type and factors are proposed from its words, and left to a person to confirm."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from models.orders import FACTORS, KINDS, Source, agencies, issuing
from models.orders.suggesting import Sorter, examples, suggest
from tests.officers import officers
from tests.people import NOON

TODAY = NOON.date()

# Written without looking at the words that give a type away, and in no example.
UNSEEN = (
    (1, "ขอให้ฝ่ายรายได้ปรับแก้แนวทางการผ่อนชำระภาษีป้ายให้ผู้ประกอบการรายย่อยเข้าถึงได้ง่าย"),
    (1, "ให้ฝ่ายโยธาปรับปรุงวิธีรับคำขออนุญาตก่อสร้างให้ยื่นทางออนไลน์ได้"),
    (1, "ควรแก้ไขกติกาการใช้ห้องประชุมของเขตให้ชุมชนจองได้"),
    (2, "ให้จัดทำคำของบประมาณเพิ่มเติมสำหรับซ่อมสะพานไม้ริมคลอง"),
    (2, "ให้ขอรับการสนับสนุนรถดูดโคลนจากสำนักการระบายน้ำ"),
    (2, "เห็นควรขอเพิ่มตำแหน่งเจ้าหน้าที่เทศกิจให้เพียงพอกับพื้นที่"),
    (3, "ให้ตั้งคณะกรรมการระดับชุมชนเพื่อดูแลกองทุนหมุนเวียน"),
    (3, "ให้ออกคำสั่งแต่งตั้งคณะทำงานจัดงานลอยกระทง"),
    (3, "ควรมีชุดปฏิบัติการร่วมซึ่งแต่งตั้งจากทุกฝ่ายเพื่อตรวจตลาด"),
    (4, "ให้เตรียมแผนรองรับผู้ประสบภัยหนาวและจุดแจกผ้าห่ม"),
    (4, "ให้จัดทำแผนฉุกเฉินกรณีไฟฟ้าดับในศูนย์บริการสาธารณสุข"),
    (4, "ให้ทุกโรงเรียนมีแผนอพยพและฝึกซ้อมเมื่อเกิดแผ่นดินไหว"),
    (5, "ให้ตรวจหาสาเหตุที่น้ำท่วมขังซ้ำและถอดบทเรียนร่วมกับชุมชน"),
    (5, "ให้สำรวจอาคารร้างและบ้านว่างทั้งพื้นที่"),
    (5, "ควรวิเคราะห์ว่าเหตุใดผู้สูงอายุจึงไม่มาร่วมกิจกรรม แล้วพัฒนากิจกรรมให้เหมาะสม"),
    (6, "ให้ชี้แจงประชาชนเรื่องการเปลี่ยนเส้นทางรถประจำทางโดยทำสื่อประชาสัมพันธ์"),
    (6, "ให้รณรงค์งดเผาในที่โล่งผ่านเสียงตามสาย"),
    (6, "ควรเผยแพร่ตารางเวลาเก็บขยะให้ประชาชนทราบทุกชุมชน"),
    (7, "ให้ประสานสำนักงานประปาซ่อมท่อแตกบริเวณปากซอย"),
    (7, "ให้ร่วมมือกับวัดและโรงเรียนในพื้นที่จัดจุดคัดกรองสุขภาพ"),
    (7, "ควรหารือกับห้างสรรพสินค้าเพื่อขอใช้ลานจอดรถเป็นจุดพักคอย"),
    (8, "ให้พิจารณาจ้างเหมาเอกชนตัดหญ้าเกาะกลางถนน"),
    (8, "ให้ศึกษาการจ้างเหมาบริการรถรับส่งผู้ป่วย"),
    (8, "ควรให้บริษัทเอกชนเข้ามาดำเนินการดูแลห้องน้ำสาธารณะแทน"),
    (9, "ให้ทำทะเบียนกล้องวงจรปิดทั้งหมดพร้อมสถานะการใช้งาน"),
    (9, "ให้จัดเก็บและตรวจสอบข้อมูลผู้รับเบี้ยยังชีพให้ถูกต้องทุกเดือน"),
    (9, "ควรรวมข้อมูลแผงค้าจากทุกฝ่ายไว้ในฐานข้อมูลเดียว"),
    (10, "ให้เร่งคืนผิวจราจรหลังวางท่อให้เสร็จภายในสิ้นเดือน"),
    (10, "ให้รายงานความคืบหน้าและติดตามงานปรับปรุงตลาดทุกสัปดาห์"),
    (10, "ให้กำกับและเร่งรัดการก่อหนี้ผูกพันของทุกฝ่าย"),
)


def test_each_type_comes_with_examples_and_every_factor_is_among_them() -> None:
    known = examples()
    assert len(known) >= 60
    assert {one.kind for one in known} == set(KINDS)
    assert {factor for one in known for factor in one.factors} == set(FACTORS)


def test_three_of_four_orders_nobody_showed_it_are_sorted_right() -> None:
    sorter = Sorter(examples())
    told = [(kind, sorter.of(text).kind) for kind, text in UNSEEN]
    right = sum(kind == proposed for kind, proposed in told)
    wrong = sum(proposed not in (kind, None) for kind, proposed in told)
    assert right / len(told) >= 0.75
    assert wrong / len(told) <= 0.05


@pytest.mark.parametrize(
    ("text", "factor"),
    [("ให้ขออัตรากำลังเพิ่ม", 1), ("ให้เร่งเบิกจ่ายงบประมาณ", 2), ("ให้ทำฐานข้อมูลดิจิทัล", 4)],
)
def test_a_factor_named_in_the_order_is_proposed(text: str, factor: int) -> None:
    assert factor in Sorter(examples()).of(text).factors


def test_words_that_say_nothing_get_no_type() -> None:
    assert Sorter(examples()).of("xyz").kind is None


def test_what_people_sorted_is_learnt_from(session: Session) -> None:
    cast, agency = officers(session), agencies.add(session, "ฝ่ายเทศกิจ", NOON)
    text = "ให้ปลูกดอกดาวเรืองหน้าอาคาร"
    assert suggest(session, text).kind != 8
    opened = issuing.open_round(session, 2570, 1, TODAY, NOON)
    wording = issuing.Wording(Source.SECRETARY, text, TODAY)
    for _ in range(2):
        order = issuing.issue(session, opened, wording, [agency], cast.head, NOON)
        issuing.sort(order, 8, [2], cast.head, NOON)
    session.flush()
    assert suggest(session, f"{text} อีกครั้ง").kind == 8


@settings(max_examples=30, deadline=None)
@given(st.text(max_size=300))
def test_whatever_is_written_is_answered(text: str) -> None:
    suggestion = Sorter(examples()[::7]).of(text)
    assert suggestion.kind is None or suggestion.kind in KINDS
    assert suggestion.factors and set(suggestion.factors) <= set(FACTORS)
