"""Sentences of many listeners, made together: nobody hears another's, or waits for one who sleeps."""

import threading
import time
from concurrent.futures import CancelledError, ThreadPoolExecutor
from dataclasses import replace

import numpy as np
import pytest

from tests.voices.tiny_voice import make_tiny_voice
from voices.speaking import render
from voices.speaking.request import Request
from voices.speaking.service import SpeechService
from voices.speaking.shared_cores import AHEAD_SENTENCES, WAITING_SECONDS, SharedCores

TEXT = "Hello there, how are you? The quick brown fox jumps over the dog. Hello. The lazy dog. How are you? Over there."
PATIENCE_SECONDS = 60


@pytest.fixture(scope="module")
def service(tmp_path_factory):
    folder = tmp_path_factory.mktemp("voices") / "tiny"
    make_tiny_voice(folder)
    return SpeechService(str(folder))


@pytest.fixture
def together():
    """How many sentences were brought on at once, each time."""
    return []


@pytest.fixture
def cores(together):
    cores = SharedCores(2, together.append)
    yield cores
    cores.close()


def heard(cores, planned):
    return [np.concatenate([*one.pieces]) for one in cores.listener().sound(planned)]


def wait_until(is_so):
    deadline = time.monotonic() + PATIENCE_SECONDS
    while not is_so():
        assert time.monotonic() < deadline
        time.sleep(0.01)


def test_each_of_many_listeners_hears_the_samples_they_would_alone(service, cores, together):
    requests = [Request(seed=seed, speaker=("ann", "bob")[seed % 2]) for seed in range(6)]
    alone = [[np.concatenate([*one.pieces]) for one in render.sound(service.plan(TEXT, wanted))] for wanted in requests]
    with ThreadPoolExecutor(6) as pool:
        shared = list(pool.map(lambda wanted: heard(cores, service.plan(TEXT, wanted)), requests))
    for own, others in zip(alone, shared, strict=True):
        assert len(own) == len(others) == 6
        for one, other in zip(own, others, strict=True):
            np.testing.assert_array_equal(one, other)
    assert max(together) > 1
    assert cores.under_way == 0


def test_a_listener_who_leaves_is_made_nothing_for_any_more(service, cores):
    sentences = cores.listener().sound(service.plan(TEXT))
    next(next(sentences).pieces)
    assert cores.under_way > 0
    sentences.close()
    assert cores.under_way == 0


def test_another_thread_ends_the_waiting_of_a_listener(service, cores):
    listener, ended = cores.listener(), threading.Event()
    never = threading.Event()

    def endless():
        yield next(service.plan(TEXT))
        never.wait(PATIENCE_SECONDS)

    def listen():
        try:
            for sentence in listener.sound(endless()):
                for _ in sentence.pieces:
                    listener.cancel()
        except CancelledError:
            ended.set()

    thread = threading.Thread(target=listen)
    thread.start()
    never.set()
    assert ended.wait(PATIENCE_SECONDS)
    thread.join()
    assert cores.under_way == 0


def test_a_listener_who_sleeps_holds_nobody_up(service, cores):
    slow = Request(speed=0.1)
    sleeper = cores.listener().sound(service.plan("The quick brown fox jumps over the lazy dog. " * 8, slow))
    first = next(sleeper)
    next(first.pieces)
    assert len(heard(cores, service.plan(TEXT))) == 6
    sleeper.close()


def test_a_sentence_that_nobody_takes_waits_after_some_seconds_and_goes_on_when_it_is_taken(service, cores, together):
    planned = next(service.plan(" ".join(["quick brown fox"] * 40), Request(speed=0.1)))
    samples = len(planned.features) * planned.vocoder.config.frame_samples
    assert samples > 3 * WAITING_SECONDS * planned.sample_rate
    sentences = cores.listener().sound([planned])
    first = next(sentences)
    pieces = [next(first.pieces)]
    most = WAITING_SECONDS * planned.sample_rate / render.CHUNK_SAMPLES + 3
    wait_until(lambda: len(together) > most - 4)
    time.sleep(0.1)
    assert len(together) <= most
    pieces += first.pieces
    assert sum(map(len, pieces)) == samples


def test_only_a_few_sentences_of_a_long_text_are_made_at_once(service, cores):
    planned = list(service.plan(TEXT * 5))
    asked = 0

    def counted():
        nonlocal asked
        for one in planned:
            asked += 1
            yield one

    ahead = []
    for number, sentence in enumerate(cores.listener().sound(counted())):
        for _ in sentence.pieces:
            ahead.append(asked - number)
    assert 1 < max(ahead) <= AHEAD_SENTENCES
    assert ahead[0] == 1


def test_the_error_of_one_is_heard_by_that_one_and_the_cores_work_on(service, cores):
    class Broken:
        config = next(service.plan("Hello.")).vocoder.config

        def stream(self, *_):
            raise MemoryError("no room")

    broken = replace(next(service.plan("Hello.")), vocoder=Broken())
    with pytest.raises(MemoryError, match="no room"):
        heard(cores, [broken])
    assert len(heard(cores, service.plan("Hello."))) == 1


def test_a_vocoder_that_knows_no_lock_step_is_heard_piece_by_piece(service, cores):
    class Alone:
        def __init__(self, vocoder):
            self.config, self.stream = vocoder.config, vocoder.stream

    planned = next(service.plan(TEXT))
    (samples,) = heard(cores, [replace(planned, vocoder=Alone(planned.vocoder))])
    np.testing.assert_array_equal(samples, heard(cores, [planned])[0])


def test_after_the_end_nobody_begins(service):
    cores = SharedCores(1)
    cores.close()
    with pytest.raises(CancelledError):
        heard(cores, service.plan("Hello."))
