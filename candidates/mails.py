"""The mails of an application, each rendered in its recipient's own pass."""

from django.conf import settings
from django.urls import reverse

from candidates import contents, rules
from candidates.models import (
    Application,
    BulkMail,
    BulkTarget,
    Draft,
    Extension,
    HandOver,
    Message,
    MessageReading,
    Outcome,
    Repair,
    RepairKind,
    Version,
    Writer,
)
from candidates.states import HandOverState
from ccr.directory.models import LegalForm
from ccr.notifications import outbox, reminders
from ccr.notifications.models import render_body
from ccr.programme import calendars
from ccr.ui import french
from ccr.wall.sides import Side


def _link(application, name="application") -> str:
    return settings.CCR_BASE_URL + reverse(f"candidates:{name}", args=[application.campaign.slug, application.pk])


def _application(seat, pk) -> Application | None:
    return Application.objects.visible_to(seat).select_related("campaign", "organisation").filter(pk=pk).first()


def deposited(seat, mail):
    """A version was deposited: its number, its date, its seal."""
    version = Version.objects.visible_to(seat).with_parts().filter(pk=mail.about_id).first()
    if version is None:
        return None
    return {
        "version": version,
        "application": version.application,
        "pieces": version.live_pieces(),
        "action": "Voir la candidature" if version.deposited_for else "Voir la candidature et l’attestation",
        "action_url": _link(version.application),
    }


def withdrawn(seat, mail):
    """The application was taken back."""
    application = _application(seat, mail.about_id)
    if application is None or not application.is_withdrawn:
        return None
    return {"application": application, "action": "Voir la candidature", "action_url": _link(application)}


def outcome(seat, mail):
    """The decision is published: it is read on the platform, not in a mail."""
    found = Outcome.objects.visible_to(seat).select_related("application__campaign", "application__organisation")
    found = found.filter(pk=mail.about_id).first()
    if found is None:
        return None
    return {
        "application": found.application,
        "outcome": found,
        "action": "Lire la décision",
        "action_url": _link(found.application, "decision"),
    }


def deadline(seat, mail):
    """The deadline is near and the application is not deposited: what is missing."""
    application = _application(seat, mail.about_id)
    if application is None or not application.is_begun:
        return None
    draft = Draft.objects.visible_to(seat).with_parts().get(application=application)
    return {
        "application": application,
        "progress": contents.progress_sentence(contents.sections(draft)),
        "action": "Continuer à remplir",
        "action_url": _link(application),
    }


def changes(seat, mail):
    """The deadline is near and the draft says something else than what is deposited: since when, and where."""
    application = _application(seat, mail.about_id)
    if application is None or not application.is_deposited:
        return None
    draft = Draft.objects.visible_to(seat).with_parts().get(application=application)
    version = Version.objects.visible_to(seat).with_parts().get(application=application, is_current=True)
    if not contents.differs(draft, version):
        return None
    parts = contents.sections(draft)
    changed = {one.section for one in contents.differences(draft, version)}
    may = rules.represents(seat, application)
    return {
        "application": application,
        "version": version,
        "changed_at": draft.moved_after(version.deposited_at),
        "changed": [part.title for part in parts if part.key in changed],
        "lacking": contents.progress_sentence(parts) if any(part.missing for part in parts) else "",
        "may_deposit": may,
        "action": "Relire et déposer" if may else "Voir ce qui change",
        "action_url": _link(application, "deposit" if may else "application"),
    }


def message(seat, mail):
    """The other side wrote, and this person has not read it: the words stay on the platform."""
    said = Message.objects.visible_to(seat).said().select_related("application__campaign", "application__organisation")
    found = said.filter(pk=mail.occurrence).first()
    if found is None:
        return None
    if MessageReading.objects.visible_to(seat).filter(message=found, person=mail.recipient_id).exists():
        return None
    return {
        "application": found.application,
        "from_structure": found.side == Writer.CANDIDATE,
        "action": "Lire et répondre",
        "action_url": _link(found.application, "thread"),
    }


def hand_over(seat, mail):
    """Somebody is asked to represent her organisation: nothing to say once it is answered. She may have no seat yet."""
    asked = _hand_over(mail)
    if asked is None or asked.state != HandOverState.ASKED:
        return None
    url = reverse("candidates:hand_over", args=[asked.application.campaign.slug, asked.pk])
    return {
        "application": asked.application,
        "asker": asked.asked_by.person.full_name,
        "action": "Lire et répondre",
        "action_url": settings.CCR_BASE_URL + url,
    }


def hand_over_answered(seat, mail):
    """The answer, to who asked."""
    answered = _hand_over(mail)
    return answered and {
        "application": answered.application,
        "accepted": answered.state == HandOverState.ACCEPTED,
        "name": answered.to.full_name,
        "action": "Voir qui travaille à la candidature",
        "action_url": _link(answered.application, "people"),
    }


def _hand_over(mail) -> HandOver | None:
    """The hand-over a mail is about, whose recipient is one of its two people."""
    found = HandOver.objects.system().filter(pk=mail.about_id)
    return found.select_related("application__campaign", "application__organisation", "asked_by__person", "to").first()


def extended(seat, mail):
    """The structure has more time to deposit."""
    rows = Extension.objects.visible_to(seat).select_related("application__campaign", "application__organisation")
    extension = rows.filter(pk=mail.about_id).first()
    if extension is None or not extension.application.is_begun:
        return None
    return {
        "extension": extension,
        "application": extension.application,
        "action": "Continuer à remplir",
        "action_url": _link(extension.application),
    }


REPAIRED = {
    RepairKind.PUT_BACK: (
        "La coordination a annulé le dépôt de la candidature de {name} (version {before}) : elle est de nouveau un "
        "brouillon.",
        "Ce qui a été déposé est conservé, et le comité ne le lit plus. Pour que votre candidature soit examinée, "
        "déposez-la de nouveau avant le {deadline}.",
    ),
    RepairKind.FORMER_VERSION: (
        "La coordination a remis en vigueur la version {after} de la candidature de {name}, à la place de la version "
        "{before}.",
        "Le comité lit la version {after}. L’autre version est conservée.",
    ),
    RepairKind.LEGAL_FORM: (
        "La coordination a corrigé la forme juridique de {name} : {before} devient {after}.",
        "Si cette correction n’est pas juste, écrivez à la coordination.",
    ),
}
"""What is put right, and what happens next."""


def repaired(seat, mail):
    """Something of the application was put right by the coordination."""
    rows = Repair.objects.visible_to(seat).select_related("application__campaign", "application__organisation")
    repair = rows.filter(pk=mail.about_id).first()
    if repair is None:
        return None
    application = repair.application
    before, after = repair.before, repair.after
    if repair.kind == RepairKind.LEGAL_FORM:
        before, after = LegalForm(before).label, LegalForm(after).label
    said = {
        "name": application.organisation.name,
        "before": before,
        "after": after,
        "deadline": french.binding_date(application.last_day),
    }
    sentence, following = (text.format(**said) for text in REPAIRED[RepairKind(repair.kind)])
    return {
        "repair": repair,
        "sentence": sentence,
        "next": following,
        "action": "Voir la candidature",
        "action_url": _link(application),
    }


BULK_SUBJECT = "Un message de la coordination"
"""Of the mail itself; the title that is typed stands in it: a subject is read by whoever passes by."""


def bulk(seat, mail):
    """What the coordination wrote to several structures: its words, and which of the reader's own it is about."""
    found = BulkMail.objects.visible_to(seat).select_related("campaign").filter(pk=mail.about_id).first()
    if found is None:
        return None
    targets = BulkTarget.objects.visible_to(seat).filter(mail=found).select_related("application__organisation")
    names = sorted(target.application.organisation.name for target in targets)
    return _bulk(found.campaign, names, found.title, found.text)


def _bulk(campaign, names, title, text) -> dict:
    return {
        "title": title,
        "text": text,
        "names": ", ".join(names),
        "action": "Ouvrir la candidature",
        "action_url": settings.CCR_BASE_URL + reverse("candidates:mine", args=[campaign.slug]),
    }


def bulk_preview(campaign, names, *, title, text, to) -> str:
    """The text of the mail as somebody of these structures will read it."""
    shared = {"subject": BULK_SUBJECT, "base_url": settings.CCR_BASE_URL, "campaign": campaign}
    return render_body("candidates/mail/bulk", {**shared, **_bulk(campaign, names, title, text)})[0]


KINDS = (
    ("bulk", "Courrier groupé", BULK_SUBJECT, bulk),
    ("repaired", "Réparation par la coordination", "La coordination a corrigé votre candidature", repaired),
    ("deposited", "Accusé de dépôt", "Votre candidature est déposée", deposited),
    ("withdrawn", "Retrait de candidature", "Votre candidature est retirée", withdrawn),
    ("outcome", "Décision publiée", "La décision du comité est publiée", outcome),
    ("extended", "Délai accordé", "Vous avez plus de temps pour déposer", extended),
    ("deadline", "Rappel de la clôture", "Votre candidature n’est pas encore déposée", deadline),
    ("changes", "Rappel de modifications", "Vos modifications ne sont pas déposées", changes),
)
"""All of them bind. What the coordination writes to several says when something is due: it waits for no digest."""


def register():
    """Declare the kinds of mails, then the reminders that use some."""
    from candidates.providers import calendar, deadlines, undeposited_changes

    for name, label, subject, context in KINDS:
        outbox.register(
            f"candidates.{name}",
            label=label,
            subject=subject,
            template=f"candidates/mail/{name}",
            context=context,
            binding=True,
        )
    outbox.register(
        "candidates.message",
        label="Message reçu",
        subject="Un message vous attend",
        template="candidates/mail/message",
        context=message,
        binding=False,
        gathers=True,
    )
    outbox.register(
        "candidates.hand_over",
        label="Passation de la représentation demandée",
        subject="On vous demande de représenter votre structure",
        template="candidates/mail/hand_over",
        context=hand_over,
        binding=True,
        newcomer=True,
    )
    outbox.register(
        "candidates.hand_over_answered",
        label="Passation de la représentation : réponse",
        subject="Réponse à votre demande de passation",
        template="candidates/mail/hand_over_answered",
        context=hand_over_answered,
        binding=False,
    )
    calendars.register_mail(calendar.CHANGED, calendar.DAYS)
    reminders.register("candidates.deadline", Side.CANDIDATE, deadlines)
    reminders.register("candidates.changes", Side.CANDIDATE, undeposited_changes)
