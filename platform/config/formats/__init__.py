"""How dates are written where Django chooses: in the administration and in mails.

Django's Arabic has no format for a moment, so that it fell back to the American order.
"""
