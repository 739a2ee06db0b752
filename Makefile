# Every target is a command of launch.py, which also runs where make is not. KEY=VALUE words reach it through the
# environment, as make exports them: make new REVIEW="my review".
COMMANDS = demo run test real new import doctor event audit decisions codings export dashboard screen duplicates conflicts fulltext code themes batch collect reach freeze amend signoff verify simulate semantic docs lint

help:
	@python3 launch.py

$(COMMANDS):
	@python3 launch.py $@

.PHONY: help $(COMMANDS)
.NOTPARALLEL:
