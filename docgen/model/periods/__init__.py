"""The next paper from the last: which period a paper is about, and what in it still names the old one.

Inside: `period` (a step from one period to the next), `own_period` (that of a paper), `old_period` (the words of a text
that name it), `renew` (a data file moved on), `marks` (what is left for a clerk to settle).
"""
