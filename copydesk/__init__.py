"""copydesk: raw news pages in, a versioned and labelled Arrow dataset out."""
