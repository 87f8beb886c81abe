-- Lists by date: the newest and the oldest first without sorting all.

create index decision_decided_on on decision (decided_on, met_on desc, meeting_id desc, number);
