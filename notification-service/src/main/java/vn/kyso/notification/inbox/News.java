package vn.kyso.notification.inbox;

/// What an open stream tells a device.
sealed interface News permits InboxEntry, NewDevice {}
