/* The moving figures. They come together, and the browser keeps them; until they are here a still stands in. */
globalThis.steadyback ??= {};

steadyback.figures = () => {
  const copy = (kind, slug) => document.querySelector(`template[data-${kind}="${slug}"]`)?.content.cloneNode(true);

  const fetched = async ([address, keyframes]) => {
    document.head.append(Object.assign(document.createElement("link"), { rel: "stylesheet", href: keyframes }));
    const response = await fetch(address).catch(() => null);
    if (!response?.ok) return;
    const here = document.createElement("div");
    here.innerHTML = await response.text();
    document.body.append(...here.children);
  };

  /* A figure is drawn for one side; the other is its mirror image. */
  const show = (slug, side) => {
    const shown = copy("figure", slug) ?? copy("still", slug) ?? "";
    const drawing = shown && shown.querySelector("svg");
    drawing?.classList.toggle("flipped", Boolean(side) && side !== drawing.dataset.side);
    return shown;
  };

  const moves = (slug) => Boolean(document.querySelector(`template[data-figure="${slug}"]`));
  const still = (slug) => copy("still", slug) ?? "";

  return { fetched, show, moves, still };
};
