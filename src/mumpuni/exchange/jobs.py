"""Work that a page does not wait for; each takes ids and may run twice."""

from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from mumpuni.exchange import services
from mumpuni.exchange.services import mail


@app.task(name="exchange.check_import")
def check_import(batch_id: str, actor_id: int) -> None:
    """Check the rows of a large import."""
    services.run_check(batch_id=batch_id, actor_id=actor_id)


@app.task(name="exchange.confirm_import")
def confirm_import(batch_id: str, actor_id: int) -> None:
    """Write the rows of a confirmed import."""
    services.run_confirm(batch_id=batch_id, actor_id=actor_id)


class NotSent(Exception):
    """A mail that may go out at a later attempt."""


@app.task(
    name="exchange.send_mail",
    retry=RetryStrategy(max_attempts=mail.MOST_ATTEMPTS, exponential_wait=5, retry_exceptions=[NotSent]),
)
def send_mail(mail_id: str) -> None:
    """Send one mail of the outbox, again after some seconds where the server was away."""
    if mail.deliver(mail_id=mail_id):
        raise NotSent(mail_id)
