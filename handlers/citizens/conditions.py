"""The yes-or-no questions that find out which papers a case calls for.

The answers travel in the buttons (`a=yn…`, in asking order), so nothing is stored, any button of
the conversation can be tapped again, and going back is only a shorter `a`.
"""

from dataclasses import dataclass

from handlers.citizens import cards, postbacks
from handlers.citizens.chat import Chat
from handlers.citizens.postbacks import Values
from models.catalogue import Procedure

Answers = dict[str, bool]


@dataclass(frozen=True)
class Asking:
    """Asks about one procedure; the buttons come back to `verb`, with `keep` beside the answers."""

    chat: Chat
    procedure: Procedure
    verb: str
    keep: tuple[tuple[str, str], ...] = ()

    def heard(self, values: Values) -> Answers | None:
        """The answers a button brings; None when they no longer fit what the office tells."""
        version = self.chat.office.catalogue.version
        answers = replay(self.procedure, values.get("a", ""))
        return answers if values.get("v", version) == version else None

    def begin_again(self) -> None:
        """An old button: the questions changed since, so they are asked anew."""
        told = self.chat.words("ข้อมูลของเรื่องนี้มีการปรับปรุง ขอเริ่มถามใหม่ตั้งแต่ต้นนะคะ")
        self.chat.say(cards.text(told))

    def ask(self, answers: Answers) -> bool:
        """Ask what is still open; False when nothing is."""
        question = self.procedure.next_question(answers)
        if question is None:
            return False
        words = self.chat.words
        given = letters(answers)
        number, most = len(answers) + 1, _how_many(self.procedure, answers)
        body = [
            cards.small(words("ข้อ {number} จาก {all}", number=number, all=most)),
            cards.line(question.question(words.language), size="lg", margin="md"),
        ]
        foot = [
            cards.button(cards.press(words("ใช่"), self.data(a=given + "y")), main=True),
            cards.button(cards.press(words("ไม่ใช่"), self.data(a=given + "n"))),
            self._ways_out(given),
        ]
        self.chat.say(cards.card(self.procedure.name(words.language), body, foot=foot))
        return True

    def data(self, **more: str) -> str:
        """What a button of these questions carries."""
        version = self.chat.office.catalogue.version
        return postbacks.write(
            self.verb, p=self.procedure.slug, v=version, **dict(self.keep), **more
        )

    def _ways_out(self, given: str) -> cards.Part:
        words = self.chat.words
        # One answer fewer; before the first, the card.
        back = self.data(a=given[:-1]) if given else card_of(self.procedure)
        return cards.side_by_side(
            cards.press(words("ย้อนกลับ"), back),
            cards.press(words("ดูทุกกรณี"), postbacks.write("cases", p=self.procedure.slug)),
            cards.press(words("ยกเลิก"), "cancel?"),
        )


def replay(procedure: Procedure, given: str) -> Answers | None:
    """The answers these letters stand for; None when they do not fit the questions."""
    answers: Answers = {}
    for letter in given:
        question = procedure.next_question(answers)
        if question is None or letter not in "yn":
            return None
        answers[question.id] = letter == "y"
    return answers


def letters(answers: Answers) -> str:
    """The answers as a button carries them."""
    return "".join("y" if answer else "n" for answer in answers.values())


def card_of(procedure: Procedure) -> str:
    """What leads to the card of a procedure from within its papers."""
    # Whoever comes from its papers was asked before whether another procedure is wanted.
    asked = {"f": "n"} if procedure.first_question else {}
    return postbacks.write("procedure", p=procedure.slug, **asked)


def _how_many(procedure: Procedure, answers: Answers) -> int:
    """How many questions it will be at most, as far as the answers so far can tell."""
    return max(_count(procedure, dict(answers), answer) for answer in (True, False))


def _count(procedure: Procedure, answers: Answers, answer: bool) -> int:
    while (question := procedure.next_question(answers)) is not None:
        answers[question.id] = answer
    return len(answers)
