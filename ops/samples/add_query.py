"""Adds a query and prints its first event. Arguments: the service's address, an id, what can be heard in a few words.

The package earshot_client is generated from the service's own description: README.md beside this file says how.
"""

import sys
import time

from earshot_client import ApiClient, Configuration, EventsApi, QueriesApi, WrittenQuery

address, query_id, text = sys.argv[1:]
with ApiClient(Configuration(host=address)) as client:
    query = QueriesApi(client).put_query(query_id, WrittenQuery(text=text), wait="10s")
    print("written", query.id, query.state.value, sep="\t", flush=True)
    events = []
    while not events:
        time.sleep(0.2)
        events = EventsApi(client).list_events(query=[query_id], limit=1).items
    event = EventsApi(client).get_event(events[0].id)
    print("heard", event.id, event.source, event.query.text, sep="\t", flush=True)
