import threading

import pytest
from django.db import IntegrityError, close_old_connections, connection, transaction

from mumpuni.audit.models import Event, StoredDecision
from mumpuni.people.policies import Refused, RuleBroken, Unusable
from mumpuni.training import selectors, services
from mumpuni.training.models import Nomination
from mumpuni.training.services import Entry
from tests.training.factories import account, agency, batch, nomination, person, season

pytestmark = pytest.mark.django_db


@pytest.fixture
def organiser():
    return account("organiser")


def entry(where, **given):
    given = {"level": "pengawas", **given}
    who = given.pop("person", None) or person(where, level=given["level"])
    return Entry(person=who, agency=where, **given)


def put_forward(actor, of, *entries):
    return services.nominate(actor=actor, season=of, entries=entries)


@pytest.mark.requirement("PAND-029")
def test_an_official_joins_a_batch_of_the_own_level_and_the_article_refuses_another(organiser):
    made, where = season(organiser), agency()
    (fits,) = put_forward(organiser, made, entry(where, batch_number=4))
    assert fits.batch.number == 4
    with pytest.raises(RuleBroken) as refused:
        put_forward(organiser, made, entry(where), entry(where, batch_number=19))
    (finding,) = refused.value.decision.findings
    assert (finding.code, finding.requirement) == ("other-level", "PAND-029")
    assert Nomination.objects.count() == 1


@pytest.mark.requirement("PAND-004", "PAND-028")
def test_a_level_without_a_programme_joins_no_batch(organiser):
    made, where = season(organiser), agency()
    with pytest.raises(RuleBroken) as refused:
        put_forward(organiser, made, entry(where, level="pelaksana", batch_number=4))
    assert [finding.code for finding in refused.value.decision.findings] == ["not-a-level"]


@pytest.mark.requirement("B7-20-020")
@pytest.mark.parametrize(
    ("employment", "manages_asn", "pik", "code"),
    [
        ("pns", True, False, None),
        ("pppk", False, True, None),
        ("non-asn", True, False, "not-asn"),
        ("pns", False, False, "not-asn-manager"),
    ],
)
def test_the_test_is_for_asn_employees_who_manage_asn(organiser, employment, manages_asn, pik, code):
    made, where = season(organiser), agency()
    who = person(where, employment=employment, pik_graduate=pik)
    given = entry(where, person=who, manages_asn=manages_asn)
    if code is None:
        assert put_forward(organiser, made, given)[0].state == "nominated"
        return
    with pytest.raises(RuleBroken) as refused:
        put_forward(organiser, made, given)
    assert [finding.code for finding in refused.value.decision.findings] == [code]


@pytest.mark.requirement("PAND-152")
def test_the_employing_agency_decides_between_the_two_lists_of_jpt_pratama(organiser):
    made = season(organiser)
    regional_office = agency("Kantor Regional III BKN", is_bkn=True, kind="lpnk")
    (of_bkn,) = put_forward(organiser, made, entry(regional_office, level="jpt-pratama"))
    (of_region,) = put_forward(organiser, made, entry(agency(), level="jpt-pratama"))
    assert (of_bkn.qualification, of_region.qualification) == ("jpt-pratama-bkn", "jpt-pratama-kld")


def test_every_nomination_keeps_both_decisions_and_all_of_them_one_event(organiser):
    made, where = season(organiser), agency()
    first, second = put_forward(organiser, made, entry(where), entry(where))
    for each in (first, second):
        kept = StoredDecision.objects.filter(subject_type="training.nomination", subject_id=str(each.pk))
        assert {(one.rule, one.outcome) for one in kept} == {
            ("bkn-7-2020/participant", "compliant"),
            ("panduan-2019/participant", "compliant"),
        }
    event = Event.objects.get(name="training.nominations.made")
    assert event.data["nominations"] == [first.pk, second.pk]
    assert event.agency_id == where.pk


def test_blank_batches_are_filled_in_order_and_the_last_seat_ends_it(organiser):
    made, where = season(organiser, seats=2), agency()
    wishes = [entry(where), entry(where, batch_number=4), entry(where), entry(where)]
    assert [each.batch.number for each in put_forward(organiser, made, *wishes)] == [4, 4, 5, 5]
    with pytest.raises(Unusable, match="tersisa 0 kursi"):
        put_forward(organiser, made, entry(where))
    services.withdraw(
        actor=organiser, nominations=[Nomination.objects.filter(batch__number=5).first().pk], reason="Batal ikut"
    )
    assert put_forward(organiser, made, entry(where))[0].batch.number == 5


def test_nobody_is_nominated_twice_in_a_season(organiser):
    made, where = season(organiser), agency()
    who = person(where)
    (first,) = put_forward(organiser, made, entry(where, person=who))
    with pytest.raises(Unusable, match="Sudah diusulkan"):
        put_forward(organiser, made, entry(where, person=who))
    same = entry(where, person=person(where))
    with pytest.raises(Unusable, match="Sudah diusulkan"):
        put_forward(organiser, made, same, same)
    with pytest.raises(IntegrityError), transaction.atomic():
        Nomination.objects.create(
            season=made, batch=first.batch, person=who, agency=where, level="pengawas", qualification="pengawas"
        )
    put_forward(organiser, season(organiser), entry(where, person=who))
    services.withdraw(actor=organiser, nominations=[first.pk], reason="Salah angkatan")
    put_forward(organiser, made, entry(where, person=who))


def test_a_season_that_is_not_open_takes_nobody(organiser):
    with pytest.raises(Unusable, match="tidak terbuka"):
        put_forward(organiser, season(organiser, opened=False), entry(agency()))


@pytest.mark.requirement("PAND-093")
def test_hr_nominates_and_withdraws_for_the_own_agency_only(organiser):
    made, own, other = season(organiser), agency(), agency()
    hr = account("agency-hr", agency=own)
    (mine,) = put_forward(hr, made, entry(own))
    with pytest.raises(Refused):
        put_forward(hr, made, entry(own), entry(other))
    theirs = nomination(organiser, made, where=other)
    with pytest.raises(Unusable, match="tidak ditemukan"):
        services.withdraw(actor=hr, nominations=[theirs.pk], reason="Bukan milik saya")
    with pytest.raises(Refused):
        services.accept(actor=hr, nominations=[mine.pk])
    with pytest.raises(Refused):
        services.move(actor=hr, nominations=[mine.pk], batch=batch(made, 5))
    assert services.withdraw(actor=hr, nominations=[mine.pk], reason="Pindah tugas") == 1
    mine.refresh_from_db()
    assert (mine.state, mine.withdrawal_reason) == ("withdrawn", "Pindah tugas")


@pytest.mark.parametrize("role", ["supervisor", "examiner", "participant", "system-admin", "auditor", "signatory"])
def test_other_roles_change_nothing(organiser, role):
    made = season(organiser)
    one = nomination(organiser, made)
    other = account(role)
    for act in (
        lambda: put_forward(other, made, entry(agency())),
        lambda: services.accept(actor=other, nominations=[one.pk]),
        lambda: services.withdraw(actor=other, nominations=[one.pk], reason="x"),
        lambda: services.move(actor=other, nominations=[one.pk], batch=batch(made, 5)),
    ):
        with pytest.raises((Refused, Unusable)):
            act()
    one.refresh_from_db()
    assert (one.state, one.batch.number) == ("nominated", 4)


def test_accepting_asks_the_rules_again(organiser):
    made, where = season(organiser), agency()
    good, left_service = put_forward(organiser, made, entry(where), entry(where))
    left_service.person.employment = "non-asn"
    left_service.person.save()
    with pytest.raises(RuleBroken):
        services.accept(actor=organiser, nominations=[good.pk, left_service.pk])
    good.refresh_from_db()
    assert good.state == "nominated"
    assert services.accept(actor=organiser, nominations=[good.pk]) == 1
    assert services.accept(actor=organiser, nominations=[good.pk]) == 0
    assert Event.objects.filter(name="training.nominations.accepted").count() == 1
    assert StoredDecision.objects.filter(subject_id=str(good.pk), subject_type="training.nomination").count() == 4


def test_a_move_stays_within_season_level_and_seats(organiser):
    made, where = season(organiser, seats=1), agency()
    one, filler = put_forward(organiser, made, entry(where, batch_number=4), entry(where, batch_number=5))
    with pytest.raises(RuleBroken) as refused:
        services.move(actor=organiser, nominations=[one.pk], batch=batch(made, 19))
    assert refused.value.decision.findings[0].requirement == "PAND-029"
    with pytest.raises(Unusable, match="0 kursi"):
        services.move(actor=organiser, nominations=[one.pk], batch=batch(made, 5))
    with pytest.raises(Unusable, match="musim lain"):
        services.move(actor=organiser, nominations=[one.pk], batch=batch(season(organiser), 4))
    services.withdraw(actor=organiser, nominations=[filler.pk], reason="Sakit")
    assert services.move(actor=organiser, nominations=[one.pk], batch=batch(made, 5)) == 1
    one.refresh_from_db()
    assert one.batch.number == 5
    with pytest.raises(Unusable, match="sudah ditarik"):
        services.move(actor=organiser, nominations=[filler.pk], batch=batch(made, 4))


def test_withdrawing_wants_a_reason_and_nothing_that_rests_on_it(organiser, monkeypatch):
    made = season(organiser)
    one, used = nomination(organiser, made), nomination(organiser, made)
    monkeypatch.setattr(selectors, "_use_checks", [lambda pks: {used.pk} & set(pks)])
    with pytest.raises(Unusable) as refused:
        services.withdraw(actor=organiser, nominations=[one.pk], reason="  ")
    assert list(refused.value.message_dict) == ["reason"]
    with pytest.raises(Unusable, match="sudah mempunyai hasil"):
        services.withdraw(actor=organiser, nominations=[one.pk, used.pk], reason="Mundur")
    one.refresh_from_db()
    assert one.is_active


def test_hours_are_for_accepted_participants_within_the_guides_fifteen(organiser):
    made = season(organiser)
    one, waiting = nomination(organiser, made), nomination(organiser, made)
    services.accept(actor=organiser, nominations=[one.pk])
    with pytest.raises(Unusable) as refused:
        services.record_jp(actor=organiser, jp={one.pk: 16, waiting.pk: 15})
    assert set(refused.value.message_dict) == {str(one.pk), str(waiting.pk)}
    assert services.record_jp(actor=organiser, jp={one.pk: 15}) == 1
    assert services.record_jp(actor=organiser, jp={one.pk: 15}) == 0
    here = account("examiner", scope_kind="batch", scope_id=one.batch_id)
    assert services.record_jp(actor=here, jp={one.pk: 0}) == 1
    elsewhere = account("examiner", scope_kind="batch", scope_id=batch(made, 5).pk)
    with pytest.raises(Refused):
        services.record_jp(actor=elsewhere, jp={one.pk: 15})
    with pytest.raises(Unusable, match="sudah mempunyai hasil"):
        services.withdraw(actor=organiser, nominations=[one.pk], reason="Mundur")


def test_each_role_reads_its_own_part(organiser):
    made, own = season(organiser), agency()
    mine, theirs = nomination(organiser, made, where=own), nomination(organiser, made, batch_number=5)

    def read(actor):
        return set(selectors.nominations(actor))

    assert read(organiser) == read(account("supervisor")) == read(account("examiner")) == {mine, theirs}
    assert read(account("agency-hr", agency=own)) == {mine}
    assert read(account("participant", person=theirs.person)) == {theirs}
    assert read(account("examiner", scope_kind="batch", scope_id=theirs.batch_id)) == {theirs}
    assert read(account("examiner", scope_kind="season", scope_id=season(organiser).pk)) == set()
    assert read(account("auditor")) == read(account("participant")) == set()


def test_a_nomination_costs_the_same_for_few_as_for_many(organiser, queries):
    made, where = season(organiser, seats=60), agency()
    few, many = [entry(where) for _ in range(2)], [entry(where) for _ in range(50)]
    few_cost = queries(lambda: put_forward(organiser, made, *few))
    assert queries(lambda: put_forward(organiser, made, *many)) == few_cost


@pytest.mark.django_db(transaction=True)
def test_two_at_once_never_exceed_the_seats(organiser):
    made, where = season(organiser, numbers=(4,), seats=5), agency()
    halves = [[entry(where) for _ in range(4)] for _ in range(2)]
    outcomes = []
    start = threading.Barrier(2)

    def send(entries):
        try:
            start.wait()
            outcomes.append(len(put_forward(organiser, made, *entries)))
        except Unusable:
            outcomes.append(0)
        finally:
            connection.close()

    threads = [threading.Thread(target=send, args=(half,)) for half in halves]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    close_old_connections()
    assert sorted(outcomes) == [0, 4]
    assert Nomination.objects.count() == 4
