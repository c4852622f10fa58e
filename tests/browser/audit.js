// Runs in the page and answers with every fault of its look: overflow, small text, small targets, weak contrast.
() => {
  const faults = [];
  const canvas = document.createElement("canvas").getContext("2d", { willReadFrequently: true });

  const rgba = (colour) => {
    canvas.clearRect(0, 0, 1, 1);
    canvas.fillStyle = colour;
    canvas.fillRect(0, 0, 1, 1);
    const [r, g, b, a] = canvas.getImageData(0, 0, 1, 1).data;
    return [r, g, b, a / 255];
  };
  const over = ([r, g, b, a], [R, G, B]) => [r * a + R * (1 - a), g * a + G * (1 - a), b * a + B * (1 - a), 1];
  const luminance = ([r, g, b]) => {
    const linear = (v) => ((v /= 255) <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4);
    return 0.2126 * linear(r) + 0.7152 * linear(g) + 0.0722 * linear(b);
  };
  const ratio = (one, two) => {
    const [low, high] = [luminance(one), luminance(two)].sort((a, b) => a - b);
    return (high + 0.05) / (low + 0.05);
  };
  const ground = (element) => {
    const layers = [];
    for (let at = element; at; at = at.parentElement) layers.push(rgba(getComputedStyle(at).backgroundColor));
    return layers.reverse().reduce((below, layer) => over(layer, below), rgba(getComputedStyle(document.documentElement).backgroundColor));
  };
  const name = (element) => {
    const words = (element.getAttribute("aria-label") || element.textContent || "").trim().replace(/\s+/g, " ").slice(0, 40);
    return `<${element.localName}${element.className?.trim ? "." + element.className.trim().split(/\s+/).join(".") : ""}> "${words}"`;
  };
  const isShown = (element) => {
    const box = element.getBoundingClientRect();
    return element.checkVisibility({ visibilityProperty: true, opacityProperty: true }) && box.width > 1 && box.height > 1;
  };

  // 1 the page never scrolls sideways
  const wide = document.documentElement.scrollWidth - document.documentElement.clientWidth;
  if (wide > 0) {
    const culprit = [...document.querySelectorAll("body *")].find((e) => e.getBoundingClientRect().right > innerWidth + 1 && isShown(e));
    faults.push(`overflows by ${wide} px${culprit ? ": " + name(culprit) : ""}`);
  }

  // 2 and 3 words: 13 px or more, 4.5 to 1 or more (3 to 1 from 24 px, or 18.66 px bold)
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const seen = new Set();
  while (walker.nextNode()) {
    const element = walker.currentNode.parentElement;
    if (!walker.currentNode.data.trim() || seen.has(element) || element.closest(".vh, script, style, svg, option, [hidden]")) continue;
    seen.add(element);
    if (!isShown(element)) continue;
    const style = getComputedStyle(element);
    const size = parseFloat(style.fontSize);
    if (size < 13) faults.push(`${size} px text: ${name(element)}`);
    const behind = ground(element);
    const contrast = ratio(over(rgba(style.color), behind), behind);
    const isLarge = size >= 24 || (size >= 18.66 && style.fontWeight >= 700);
    if (contrast < (isLarge ? 3 : 4.5)) faults.push(`contrast ${contrast.toFixed(2)}: ${name(element)}`);
  }

  // 4 targets: 44 px both ways, links inside a sentence excepted; a label or a stretched link counts as its input's target
  const isInSentence = (element) => {
    if (!["a", "button"].includes(element.localName) || getComputedStyle(element).display !== "inline") return false;
    const around = element.parentElement.textContent.trim().length - element.textContent.trim().length;
    return around > 3;
  };
  for (const element of document.querySelectorAll("a[href], button, input:not([type=hidden]), select, textarea, summary")) {
    if (!isShown(element) && !element.closest("label")) continue;
    const target = element.closest("label") || element;
    if (!isShown(target) || isInSentence(element) || target.closest(".vh, .skip")) continue;
    const after = getComputedStyle(element, "::after");
    const isStretched = after.position === "absolute" && after.inset === "0px" && after.content !== "none";
    const box = (isStretched ? element.closest("article, li, .ex") || element : target).getBoundingClientRect();
    if (box.width < 43.5 || box.height < 43.5)
      faults.push(`target ${Math.round(box.width)} x ${Math.round(box.height)}: ${name(element)}`);
  }
  return faults;
}
