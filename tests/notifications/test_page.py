"""The coordinator follows the mails of her campaign without reading them."""

import pytest
from django.urls import reverse

from candidates.models import Mail
from ccr.notifications.models import Journal
from ccr.notifications.providers import home
from ccr.notifications.states import MailState
from ccr.programme.roles import Role
from tests.factories.core import make_campaign, make_seat


@pytest.fixture
def url(campaign):
    return reverse("notifications:mail_list", args=[campaign.slug])


@pytest.fixture
def desk(coordinator, sign_in):
    """The coordinator's browser."""
    return sign_in(coordinator.person)


def in_state(mail, state, **fields):
    Mail.objects.system().filter(pk=mail.pk).update(state=state, **fields)
    return mail


def action(name, mail, campaign):
    return reverse(f"notifications:{name}", args=[campaign.slug, "candidates.mail", mail.pk])


def test_she_sees_kinds_states_and_errors(queue, desk, url):
    in_state(queue(), MailState.FAILED, error="SMTPDataError 550")
    page = desk.get(url).content.decode()

    assert "Essai" in page
    assert "échec" in page
    assert "SMTPDataError 550" in page
    assert "1\u00a0courrier à vérifier" in page


def test_she_sees_no_subject_no_body_no_name(queue, desk, url, representative):
    queue()
    page = desk.get(url).content.decode()

    for hidden in ("Votre candidature", representative.person.email, representative.person.last_name):
        assert hidden not in page


def test_the_list_is_filtered_by_state_and_kind(queue, desk, url):
    waiting, failed = queue(occurrence="1"), in_state(queue(occurrence="2"), MailState.FAILED, error="X")

    page = desk.get(url, {"state": "failed", "kind": "tests.seated"}).content.decode()

    assert str(failed.pk)[:8] in page
    assert str(waiting.pk)[:8] not in page


def test_a_filter_that_does_not_exist_is_ignored(queue, desk, url):
    queue()
    assert desk.get(url, {"state": "nonsense", "page": "-1"}).status_code == 200


@pytest.mark.parametrize("number", [1, 60])
def test_the_list_costs_the_same_for_one_mail_and_for_sixty(queue, desk, url, number, django_assert_max_num_queries):
    for n in range(number):
        queue(occurrence=str(n))

    with django_assert_max_num_queries(12):
        assert desk.get(url).status_code == 200


def test_mails_of_another_campaign_are_not_hers(queue, sign_in):
    mail = in_state(queue(), MailState.FAILED, error="X")
    other = make_campaign("2012")
    colleague = make_seat(other, Role.COORDINATOR)
    client = sign_in(colleague.person)

    page = client.get(reverse("notifications:mail_list", args=[other.slug])).content.decode()

    assert str(mail.pk)[:8] not in page
    assert client.get(action("resend", mail, other)).status_code == 404


@pytest.mark.parametrize("role", [Role.REPRESENTATIVE, Role.DLA_OFFICER, Role.COMMITTEE_MEMBER, Role.PILOT])
def test_nobody_else_opens_it(campaign, sign_in, url, role):
    assert sign_in(make_seat(campaign, role).person).get(url).status_code == 404


def test_sending_again_asks_first(queue, desk, campaign, fresh):
    mail = in_state(queue(), MailState.UNCERTAIN, error="WorkerLost")

    page = desk.get(action("resend", mail, campaign)).content.decode()

    assert "la personne le recevra deux fois" in page
    assert fresh(mail).state == MailState.UNCERTAIN


def test_she_sends_again_and_the_journal_says_so(queue, desk, campaign, fresh, commits, mailoutbox, coordinator):
    mail = in_state(queue(), MailState.FAILED, error="SMTPDataError 550", attempts=8)

    with commits():
        desk.post(action("resend", mail, campaign))

    assert fresh(mail).state == MailState.SENT
    assert len(mailoutbox) == 1
    line = Journal.objects.visible_to(coordinator).get()
    assert (line.verb, line.about_id, line.by_seat) == ("mail_resent", mail.pk, coordinator)


def test_she_considers_it_sent(queue, desk, campaign, fresh, commits, mailoutbox, coordinator):
    mail = in_state(queue(), MailState.UNCERTAIN, error="TimeoutError")

    with commits():
        desk.post(action("consider_sent", mail, campaign))

    assert fresh(mail).state == MailState.SENT
    assert mailoutbox == []
    assert Journal.objects.visible_to(coordinator).get().verb == "mail_considered_sent"


@pytest.mark.parametrize("name", ["resend", "consider_sent", "mark_returned"])
def test_a_mail_is_left_alone_by_what_is_not_for_its_state(queue, desk, campaign, commits, mailoutbox, name):
    with commits():
        mail = queue()
    if name == "mark_returned":
        in_state(mail, MailState.VOID, sent_at=None)

    answer = desk.post(action(name, mail, campaign), follow=True)

    assert "Cette action n’est plus possible" in answer.content.decode()
    assert len(mailoutbox) == 1


def test_a_mail_that_came_back_is_found_noted_counted_and_sent_again(
    queue, desk, url, campaign, fresh, commits, mailoutbox, coordinator, representative
):
    with commits():
        mail = queue()
    other = in_state(queue(occurrence="2"), MailState.FAILED, error="X")
    page = desk.get(url, {"q": mailoutbox[0].extra_headers["Message-ID"]}).content.decode()
    assert action("mark_returned", mail, campaign) in page and str(other.pk)[:8] not in page
    assert str(mail.pk)[:8] not in desk.get(url, {"q": str(other.pk)[:8]}).content.decode()

    assert "boîte d’envoi" in desk.get(action("mark_returned", mail, campaign)).content.decode()
    desk.post(action("mark_returned", mail, campaign))
    assert (fresh(mail).state, fresh(mail).error) == (MailState.RETURNED, "Returned")
    assert fresh(mail).sent_at is not None
    assert home(coordinator)[0].title == "2\u00a0courriers à vérifier"
    line = Journal.objects.visible_to(coordinator).get()
    assert (line.verb, line.about_id) == ("mail_returned", mail.pk)

    representative.person.email = "corrigee@exemple.fr"
    representative.person.save()
    assert "a maintenant dans son compte" in desk.get(action("resend", mail, campaign)).content.decode()
    with commits():
        desk.post(action("resend", mail, campaign))
    assert [one.to for one in mailoutbox][1:] == [["corrigee@exemple.fr"]]
    assert fresh(mail).state == MailState.SENT


def test_an_unknown_table_is_not_found(queue, desk, campaign):
    mail = queue()
    address = reverse("notifications:resend", args=[campaign.slug, "ccr_accounts.accountmail", mail.pk])
    assert desk.get(address).status_code == 404


def test_her_home_says_when_something_is_to_be_checked(queue, coordinator):
    assert home(coordinator) == []

    in_state(queue(), MailState.UNCERTAIN, error="TimeoutError")

    (task,) = home(coordinator)
    assert task.title == "1\u00a0courrier à vérifier"
