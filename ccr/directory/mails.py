"""The mails about requests to join, and to the contacts of an organisation, read in their recipient's own pass."""

from ccr.directory import contacts, rules
from ccr.directory.models import JoinRequest, JoinState
from ccr.directory.services import escalates_on, link
from ccr.notifications import outbox


def _request(mail) -> JoinRequest | None:
    found = JoinRequest.objects.filter(pk=mail.about_id)
    return found.select_related("person", "organisation", "campaign").first()


def asked(seat, mail):
    """To the members: nothing to say once it is answered, or to who left."""
    request = _request(mail)
    if request.state not in rules.OPEN_STATES or not rules.is_member(mail.recipient, request.organisation):
        return None
    return {
        "request": request,
        "limit": escalates_on(request),
        "action": "Répondre",
        "action_url": link("directory:members", request.organisation_id),
    }


def escalated(seat, mail):
    """To the coordination."""
    request = _request(mail)
    if request.state != JoinState.ESCALATED:
        return None
    return {
        "request": request,
        "action": "Répondre",
        "action_url": link("directory:requests", request.campaign.slug),
    }


def answered(seat, mail):
    """To the person who asked."""
    request = _request(mail)
    return {
        "request": request,
        "accepted": request.state == JoinState.ACCEPTED,
        "action": "Continuer" if request.state == JoinState.ACCEPTED else "Voir les autres possibilités",
        "action_url": link("directory:choose", request.campaign.slug),
    }


def named(seat, mail):
    """To whom an organisation names as its contact: what is said of her, and the link by which she answers."""
    contact = contacts.live(mail.about_id)
    if contact is None or contact.email != mail.address:
        return None
    return {
        "contact": contact,
        "action": "Voir et répondre",
        "action_url": link("directory:contact_link", contacts.token_of(contact)),
    }


def register():
    """Declare the kinds."""
    outbox.register(
        contacts.NAMED,
        label="Personne nommée contact d’une organisation",
        subject="Vous êtes nommé contact d’une organisation",
        template="directory/mail/contact_named",
        context=named,
        binding=True,  # to an address: nobody to ask
        public=True,
        link=True,
    )
    outbox.register(
        "directory.join_asked",
        label="Demande de rattachement à une organisation",
        subject="Une personne demande à rejoindre votre organisation",
        template="directory/mail/join_asked",
        context=asked,
        binding=False,
        newcomer=True,
    )
    outbox.register(
        "directory.join_escalated",
        label="Demande de rattachement transmise à la coordination",
        subject="Une demande de rattachement attend votre réponse",
        template="directory/mail/join_escalated",
        context=escalated,
        binding=False,
    )
    outbox.register(
        "directory.join_answered",
        label="Réponse à une demande de rattachement",
        subject="Réponse à votre demande de rattachement",
        template="directory/mail/join_answered",
        context=answered,
        binding=True,
        newcomer=True,
    )
