import random
from collections import Counter

import pytest
from django.test import Client
from django.urls import reverse

from accounts.intake.questions import questionnaire
from accounts.intake.reading import profile_of
from tests.accounts.intake.walking import answers, create_intake, healthy, url_of
from tests.fuzz import fuzz, judge

SAFETY = ["nerves", "sudden", "illness", "pattern", "morning"]
ACTIONS = ["begin", "finish", "stop", "answers", "profile", "changes"]


def a_good_post(chance: random.Random):
    if chance.random() < 0.1:
        return reverse(f"accounts:{chance.choice(ACTIONS)}"), {"way": chance.choice(["full", "quick"])}
    page = chance.choice(questionnaire().pages)
    return url_of(page.slug), {q.slug: any_answer(q, chance) for q in page.questions}


def any_answer(question, chance):
    if question.kind == "scale":
        return str(chance.randint(0, 10))
    if question.kind == "number" or chance.random() < 0.6:
        return healthy(question)
    slugs = [option.slug for option in question.options]
    return chance.sample(slugs, 1) if question.kind == "many" else chance.choice(slugs)


@pytest.mark.asvs("V2.2.1", "V2.2.2")
@pytest.mark.slow
def test_no_post_breaks_the_intake(person):
    client = Client(raise_request_exception=False)
    client.force_login(person)
    create_intake(person, answers(health=[g.slug for g in questionnaire().pages[4].questions[0].options]))
    statuses = Counter()

    for url, post in fuzz(a_good_post):
        statuses[client.post(url, post).status_code] += 1
        person.answers.filter(question__in=SAFETY).update(value=[])  # a stop would end the fuzzing

    judge(statuses)
    known = {question.slug: question for question in questionnaire().questions}
    kept = dict(person.answers.values_list("question", "value"))
    assert [slug for slug, value in kept.items() if slug not in known or not known[slug].accepts(value)] == []
    assert profile_of(person) is not None
