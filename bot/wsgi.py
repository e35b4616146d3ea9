"""The application gunicorn serves."""

from bot import create_app
from bot.logs import configure
from bot.settings import Settings

configure()
app = create_app(Settings.from_env())
shelf = app.extensions["shelf"]
