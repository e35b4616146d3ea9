"""What every form of the console has: proof that it is ours, and messages one can read."""

from babel.support import NullTranslations
from flask_wtf import FlaskForm

from handlers.staff.words import BOOKS


class Form(FlaskForm):  # type: ignore[misc]
    """A form that says in the officer's language what is wrong with it."""

    class Meta(FlaskForm.Meta):  # type: ignore[misc]
        """Where its messages are found."""

        def get_translations(self, form: FlaskForm) -> NullTranslations:
            """WTForms' messages from our books: it has none in Thai."""
            return BOOKS.get_translations()
