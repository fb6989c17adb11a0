"""The plumbing of pages: routing, the request pipeline, forms, cookies, headers, templating."""
