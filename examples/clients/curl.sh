#!/bin/sh
# Plain curl: a query by POST, a subscription as an event stream, continued with Last-Event-ID.
set -eu
hub="${HUB:-http://localhost:4000}"
example="$(dirname "$0")/../../catalogue/examples/meldebescheinigung.json"

ask() {
  curl -sS --fail-with-body "$hub/graphql" -H "authorization: Bearer $TOKEN" -H 'content-type: application/json' -d "$1"
}
submit() {
  key="curl-$(date +%s)-$1-$$"
  ask "{\"query\":\"mutation Submit(\$input: SubmitCaseInput!) { submitCase(input: \$input) { case { reference } } }\",
    \"variables\":{\"input\":{\"service\":\"meldebescheinigung\",\"idempotencyKey\":\"$key\",\"data\":$(cat "$example")}}}" |
    sed 's/.*"reference":"\([^"]*\)".*/\1/'
}
# The first event after $1: what came until then, its id at the end.
next_event() {
  stream="$(mktemp)"
  curl -sSN -G "$hub/graphql" -H "authorization: Bearer $TOKEN" -H 'accept: text/event-stream' -H "last-event-id: $1" \
    --data-urlencode 'query=subscription Events { caseEvents { cursor state case { reference } } }' >"$stream" &
  until grep -q '^data: {' "$stream"; do sleep 0.1; done
  kill $!
  cat "$stream"
  rm "$stream"
}

me="$(ask '{"query":"query Me { me { profile { displayName } cases(first: 1) { cursor } } }"}')"
echo "I am $(echo "$me" | sed 's/.*"displayName":"\([^"]*\)".*/\1/')"
cursor="$(echo "$me" | sed 's/.*"cursor":"\([^"]*\)".*/\1/')"

submit 1 >/dev/null
event="$(next_event "$cursor")"
echo "live: $(echo "$event" | sed -n 's/.*"reference":"\([^"]*\)".*/\1/p')"

# Nobody listens while this happens.
missed="$(submit 2)"
event="$(next_event "$(echo "$event" | sed -n 's/^id: //p' | tail -n 1)")"
echo "missed, then delivered: $(echo "$event" | sed -n 's/.*"reference":"\([^"]*\)".*/\1/p')"
echo "$event" | grep -q "$missed"
