// Vendored scripts and styles that only some pages need; their hashed addresses stand on the script tag.
const addresses = document.querySelector("script[data-quill-script]").dataset;
const loaded = new Map();

function add(element) {
  return new Promise((resolve, reject) => {
    element.addEventListener("load", resolve);
    element.addEventListener("error", reject);
    document.head.append(element);
  });
}

function once(name, make) {
  if (!loaded.has(name)) loaded.set(name, add(make(addresses[name])));
  return loaded.get(name);
}

export const script = (name) => once(name, (src) => Object.assign(document.createElement("script"), { src }));

export const style = (name) =>
  once(name, (href) => Object.assign(document.createElement("link"), { rel: "stylesheet", href }));
