"""The private pages a citizen opens from the chat, as a browser gets them."""
