"""The simulated newsroom: a local, deterministic world of news sites, with the truth about it written down.

Every answer is a pure function of (seed, virtual time, host, path, cookie, client, request number), so a run
replays exactly. The newsroom imports nothing of stet and speaks only HTTP to whatever watches it.

    World(seed=1, articles=200, days=3).answer(Request(...)) -> Answer
    World(seed=1, articles=200, days=3).truth() -> the log, one record for each fact
"""
