account=postgres
if command -v gosu > /dev/null; then as="gosu postgres"
elif command -v su-exec > /dev/null; then as="su-exec postgres"
else as="setpriv --reuid=postgres --regid=postgres --init-groups"; fi
initialise() {
  printf %s "$POSTGRES_PASSWORD" > "$live/password"
  chown postgres "$live/password"
  $as initdb --pgdata="$data" --pwfile="$live/password" $MATRIX_INITIALISE
  rm "$live/password"
  echo 'host all all all scram-sha-256' >> "$data/pg_hba.conf"
}
# Each start has a password of its own, set before anybody can connect.
admit() {
  echo "ALTER ROLE postgres PASSWORD '$POSTGRES_PASSWORD'" | $as postgres --single -D "$data" -c fsync=off postgres > /dev/null
}
serve() {
  exec $as postgres -D "$data" --listen_addresses='*' --unix_socket_directories="$live" "$@"
}
