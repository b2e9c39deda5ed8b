initialise() {
  mariadb-install-db $MATRIX_INITIALISE --user=mysql --datadir="$data"
}
serve() {
  exec mariadbd --no-defaults --user=mysql --datadir="$data" --bind-address='*' --socket="$live/socket" --pid-file="$live/pid" --init-file="$live/admit.sql" "$@"
}
