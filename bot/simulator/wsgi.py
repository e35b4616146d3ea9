"""The application of the demo: the office, and a pretend LINE beside it under /simulator."""

from werkzeug.middleware.dispatcher import DispatcherMiddleware

from bot import create_app
from bot.logs import configure
from bot.now import now
from bot.officers import samples
from bot.settings import Settings
from bot.simulator.channel import Channel
from bot.simulator.factory import create_simulator
from bot.simulator.welcome import invite
from bot.webhook import PATH

configure()
settings = Settings.from_env()
channel = Channel(
    channel_id=settings.line_channel_id,
    secret=settings.line_channel_secret,
    access_token=None,
    webhook_url=settings.public_url + PATH,
)
simulator = create_simulator(channel, clock=now)
invite(simulator.extensions["simulator"])
office = create_app(settings, samples())
shelf = office.extensions["shelf"]
app = DispatcherMiddleware(office.wsgi_app, {"/simulator": simulator})
