"""The program that bench/run.py times stage by stage: a cold run on one draft, then a second draft in the same process."""

from __future__ import annotations

STAGES = """
import json, sys, time
at = [time.process_time()]; names = []
def done(name): names.append(name); at.append(time.process_time())
import newslint.cli.check; done("import of the command")
from newslint import engine; from newslint.session import Session; from newslint.settings import Settings
from newslint.readers import read; done("import of the engine")
settings = Settings(without=("grammar",)); plan = Session().plan(settings); done("rules")
for rule in plan.ours: engine.matcher_of(rule)
done("matchers")
document = read(open(sys.argv[1], "rb").read(), sys.argv[1]); done("reading")
document.sentences; done("sentences"); document.attributions; done("attributions, with the model")
engine.check(document, plan.ours, settings, (), plan.others); done("all rules")
engine.check(read(open(sys.argv[1], "rb").read(), "b.txt"), plan.ours, settings, (), plan.others); done("a second draft, warm")
from newslint import kept; kept.save()
print(json.dumps([[n, (b - a) * 1000] for n, a, b in zip(names, at, at[1:])]))
"""
