"""What has just happened, brought to the pages that are open on it.

It knows topics, events and sockets; it does not know what a topic is about, who
watches it, or one word that anybody wrote.
"""
