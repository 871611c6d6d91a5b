"""Files that address books and calendars take: vCard (RFC 6350) and iCalendar (RFC 5545).

Written by hand: of either standard a handful of properties is needed, and both are the same lines. Nothing in them names
this house.
"""
