account=mysql
initialise() {
  mysqld $MATRIX_INITIALISE --user=mysql --datadir="$data"
  rm -f "$data/auto.cnf"
}
# Each start has a password of its own, set before anybody can connect.
admit() {
  {
    echo "ALTER USER 'root'@'localhost' IDENTIFIED BY '$MYSQL_ROOT_PASSWORD';"
    echo "CREATE USER IF NOT EXISTS 'root'@'%' IDENTIFIED BY '$MYSQL_ROOT_PASSWORD';"
    echo "GRANT ALL ON *.* TO 'root'@'%' WITH GRANT OPTION;"
  } > "$live/admit.sql"
  chown mysql "$live/admit.sql"
}
serve() {
  exec mysqld --no-defaults --user=mysql --datadir="$data" --bind-address='*' --socket="$live/socket" --pid-file="$live/pid" --init-file="$live/admit.sql" "$@"
}
