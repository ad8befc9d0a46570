// zbar's archive refers to D-Bus, on which it would tell everyone what it read. Here there is no
// bus: asking for one fails, and nothing after that is ever called. Only the names are needed to
// link.

#include <stddef.h>

void *dbus_bus_get(int type, void *error);
void *dbus_bus_get(int type, void *error) {
  (void)type;
  (void)error;
  return NULL;
}

#define NEVER_CALLED(name) \
  void name(void);         \
  void name(void) {}

NEVER_CALLED(dbus_bus_release_name)
NEVER_CALLED(dbus_bus_request_name)
NEVER_CALLED(dbus_connection_flush)
NEVER_CALLED(dbus_connection_send)
NEVER_CALLED(dbus_error_free)
NEVER_CALLED(dbus_error_init)
NEVER_CALLED(dbus_error_is_set)
NEVER_CALLED(dbus_message_iter_append_basic)
NEVER_CALLED(dbus_message_iter_append_fixed_array)
NEVER_CALLED(dbus_message_iter_close_container)
NEVER_CALLED(dbus_message_iter_init_append)
NEVER_CALLED(dbus_message_iter_open_container)
NEVER_CALLED(dbus_message_new_signal)
NEVER_CALLED(dbus_message_unref)
