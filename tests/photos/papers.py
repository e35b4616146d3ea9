"""Papers of nobody: cards, registers, passports and forms, drawn as flat sheets of pixels."""

import random
from collections.abc import Callable

from PIL import Image, ImageDraw, ImageFont

from models.fonts import FOLDER
from richmenus.drawing import can_set_thai

LAYOUT = ImageFont.Layout.RAQM if can_set_thai() else ImageFont.Layout.BASIC
INK = (38, 36, 40)
NAMES = ("นางสาวสมหญิง ใจดี", "นายสมชาย รักเรียน", "นางบุญมี ศรีสุข", "นายมานะ ขยันยิ่ง")
WORDS = (
    "ข้าพเจ้าขอรับรองว่าข้อความข้างต้นเป็นความจริงทุกประการ",
    "ตำบลตัวอย่าง อำเภอสมมุติ จังหวัดทดลอง",
    "เลขที่ใบรับ วันเดือนปีเกิด สัญชาติไทย",
    "ผู้มอบอำนาจ ผู้รับมอบอำนาจ พยานสองคน",
    "ขอมอบอำนาจให้ดำเนินการแทนข้าพเจ้าในเรื่องนี้",
    "วันที่ออกบัตร วันหมดอายุ เจ้าพนักงานออกบัตร",
    "บ้านเลขที่ หมู่ที่ ตรอก ซอย ถนน แขวง เขต",
)


def font(size: int, bold: bool = False) -> ImageFont.FreeTypeFont:
    name = "Sarabun-Bold.ttf" if bold else "Sarabun-Regular.ttf"
    return ImageFont.truetype(FOLDER / name, size, layout_engine=LAYOUT)


def tinted(dice: random.Random, low: int = 232) -> tuple[int, int, int]:
    """The white of some paper: never pure, now and then yellowed."""
    light = dice.randint(low, 250)
    return light, light - dice.randint(0, 5), light - dice.randint(0, 14)


def form(dice: random.Random) -> Image.Image:
    """An A4 form: a heading and many lines of type, some of them filled in by hand."""
    sheet = Image.new("RGB", (1240, 1754), tinted(dice))
    pen = ImageDraw.Draw(sheet)
    pen.text((620, 110), "หนังสือมอบอำนาจ", INK, font(58, bold=True), anchor="mm")
    size, y = dice.choice((30, 34, 38)), 210
    while y < dice.randint(1150, 1600):
        pen.text((110, y), dice.choice(WORDS), INK, font(size))
        if dice.random() < 0.5:
            pen.text((760, y - 4), dice.choice(NAMES), (30, 50, 140), font(size + 4))
        y += round(size * 1.9)
    pen.line((700, 1640, 1100, 1640), INK, 3)
    return sheet


def register(dice: random.Random) -> Image.Image:
    """A page of a house register: a ruled table, blue on a pale ground."""
    sheet = Image.new("RGB", (1500, 1050), (dice.randint(214, 236), dice.randint(228, 240), 238))
    pen = ImageDraw.Draw(sheet)
    line = (70, 90, 150)
    pen.text((750, 70), "รายการเกี่ยวกับบ้าน", INK, font(46, bold=True), anchor="mm")
    tops = range(130, 1000, 86)
    for y in tops:
        pen.line((70, y, 1430, y), line, 3)
    for x in (70, 400, 820, 1430):
        pen.line((x, tops[0], x, tops[-1]), line, 3)
    for y in tops[:-1]:
        pen.text((90, y + 22), dice.choice(WORDS)[:16], line, font(30))
        pen.text((420, y + 20), dice.choice(NAMES), INK, font(34))
        pen.text((840, y + 20), dice.choice(WORDS)[:28], INK, font(32))
    return sheet


def card(dice: random.Random) -> Image.Image:
    """A card with a face, a chip and small type; its number is no number."""
    ground = (dice.randint(170, 205), dice.randint(205, 225), dice.randint(225, 240))
    sheet = Image.new("RGB", (1012, 638), ground)
    pen = ImageDraw.Draw(sheet)
    for x in range(0, 1012, 24):
        pen.line((x, 0, x + 300, 638), tuple(c - 9 for c in ground), 3)
    pen.text((40, 24), "บัตรตัวอย่าง Sample Card", (20, 40, 110), font(40, bold=True))
    pen.text((300, 96), "0 0000 00000 00 0", INK, font(44, bold=True))
    pen.rounded_rectangle((70, 210, 200, 310), 14, (205, 178, 96), (130, 110, 50), 3)
    for at, words in enumerate((*dice.sample(NAMES, 2), *dice.sample(WORDS, 4))):
        pen.text((250, 168 + 66 * at), words[:30], INK, font(34 if at < 2 else 27))
    pen.rectangle((760, 330, 960, 580), (214, 220, 226))
    pen.ellipse((815, 370, 905, 480), (218, 178, 148))
    pen.ellipse((790, 470, 930, 640), (52, 58, 84))
    return sheet


def passport(dice: random.Random) -> Image.Image:
    """The page with the picture, and two lines for machines below."""
    ground = (dice.randint(226, 240), dice.randint(220, 232), dice.randint(214, 226))
    sheet = Image.new("RGB", (1400, 985), ground)
    pen = ImageDraw.Draw(sheet)
    for y in range(0, 985, 18):
        pen.line((0, y, 1400, y + 60), tuple(c - 7 for c in ground), 2)
    pen.rectangle((80, 210, 420, 660), (196, 206, 216))
    pen.ellipse((165, 280, 335, 490), (210, 170, 142))
    pen.ellipse((110, 470, 390, 780), (60, 50, 60))
    pen.rectangle((80, 660, 420, 790), ground)
    pen.text((80, 60), "หนังสือเดินทางตัวอย่าง SPECIMEN", (110, 40, 50), font(50, bold=True))
    for at in range(6):
        pen.text((480, 190 + 92 * at), dice.choice(WORDS)[:24], (90, 80, 90), font(26))
        pen.text((480, 222 + 92 * at), dice.choice(NAMES), INK, font(38))
    for y in (840, 900):
        pen.text((80, y), "P<XXXSPECIMEN<<NOBODY<<<<<<<<<<<<<<<<<<<<", INK, font(44, bold=True))
    return sheet


PAPERS: tuple[Callable[[random.Random], Image.Image], ...] = (form, register, card, passport)
