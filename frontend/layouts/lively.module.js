// htmx is only fetched by pages that have something for it to do.
const address = document.querySelector('meta[name="sawt-htmx"]')?.content;
if (address && document.querySelector("[hx-get], [hx-post]")) {
  const script = document.createElement("script");
  script.src = address;
  document.head.append(script);
}
