# What a container of Matrix runs instead of its image's entrypoint, after the engine's own functions.
# Data lives on tmpfs. A new data directory costs seconds, so it is made once per image and settings,
# kept in a volume, and copied from there. Arguments are the server's settings.
set -eu
umask 077
live=/matrix/live
data=$live/data
kept=/matrix/prepared
mkdir -p "$data"
chown "$account" "$live" "$data"
name=$(cat "$kept/current" 2> /dev/null || true)
if [ -n "$name" ] && [ -d "$kept/$name" ]; then
  cp -a "$kept/$name/." "$data/"
else
  initialise > "$live/initialise.log" 2>&1 || { cat "$live/initialise.log" >&2; exit 70; }
  # Two containers may do this at once: each copies to its own folder, and only one may name it. Without room, nothing is kept.
  # Half of the data is zeros. Left out here, where cp can do that, they are copied by nobody after.
  name=data.$HOSTNAME
  { { cp -a --sparse=always "$data" "$kept/$name" || { rm -rf "${kept:?}/$name"; cp -a "$data" "$kept/$name"; }; } && (set -C; printf %s "$name" > "$kept/current"); } 2> /dev/null || rm -rf "${kept:?}/$name"
fi
admit
unset POSTGRES_PASSWORD MYSQL_PASSWORD MYSQL_ROOT_PASSWORD
serve "$@"
