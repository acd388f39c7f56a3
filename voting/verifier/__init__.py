"""The program with which anyone checks a ballot's log, receipts and count.

One file that runs without Sawt; it shares no line with the code that it checks.
"""
