/* What a page owes to people who hear it, tab through it, or see little of it. Returns a list of faults. */
() => {
  const faults = [];
  const fault = (what, node) => faults.push(`${what}: ${(node.outerHTML || "").replace(/\s+/g, " ").slice(0, 140)}`);
  const all = (selector) => [...document.querySelectorAll(selector)];
  const shown = (node) => node.checkVisibility({ visibilityProperty: true });
  const named = (node) => {
    const by = node.getAttribute("aria-labelledby");
    const text = by ? document.getElementById(by)?.textContent : node.getAttribute("aria-label") || node.textContent;
    return Boolean(text && text.trim());
  };

  if (!document.documentElement.lang.startsWith("zh")) fault("no language", document.documentElement);
  if (all("main").length !== 1) fault("not one main", document.body);
  if (all("h1").length !== 1) fault("not one h1", document.body);
  if (!document.title.trim()) fault("no title", document.head);
  const first = document.querySelector("a");
  if (!first || first.getAttribute("href") !== "#main") fault("no skip link first", document.body);

  const ids = all("[id]").map((node) => node.id);
  ids.filter((id, at) => ids.indexOf(id) !== at).forEach((id) => fault(`id used twice (${id})`, document.getElementById(id)));
  for (const name of ["aria-controls", "aria-labelledby", "aria-describedby", "for"]) {
    all(`[${name}]`).forEach((node) => {
      if (!document.getElementById(node.getAttribute(name))) fault(`${name} leads nowhere`, node);
    });
  }
  all("nav, aside, [role=region]").forEach((node) => named(node) || fault("landmark without a name", node));
  all("input:not([type=hidden]), select, textarea").forEach((node) => {
    if (!(node.labels && node.labels.length) && !node.getAttribute("aria-label")) fault("field without label", node);
  });
  all("a, button, summary").forEach((node) => named(node) || fault("nothing to read", node));
  all("img").forEach((node) => node.hasAttribute("alt") || fault("image without alt", node));
  all("svg").forEach((node) => {
    const said = node.getAttribute("role") === "img" && node.getAttribute("aria-label");
    if (!said && !node.closest("[aria-hidden=true]")) fault("picture without words", node);
  });
  all("th").forEach((node) => node.scope || fault("head without scope", node));
  all("[tabindex]").forEach((node) => node.tabIndex > 0 && fault("tab order forced", node));
  let level = 0;
  all("h1, h2, h3, h4, h5, h6").filter(shown).forEach((node) => {
    const now = Number(node.tagName[1]);
    if (now > level + 1) fault("heading level skipped", node);
    level = now;
  });

  /* Contrast of every visible text against the nearest opaque ground. */
  const parse = (text) => {
    const parts = text.match(/[\d.]+/g).map(Number);
    const scale = text.startsWith("color(") ? 255 : 1;
    return { rgb: parts.slice(0, 3).map((part) => part * scale), alpha: parts.length > 3 ? parts[3] : 1 };
  };
  const light = (rgb) => {
    const [r, g, b] = rgb.map((part) => {
      const share = part / 255;
      return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const ground = (node) => {
    for (let at = node; at; at = at.parentElement) {
      const found = parse(getComputedStyle(at).backgroundColor);
      if (found.alpha === 1) return found.rgb;
    }
    return [255, 255, 255];
  };
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const seen = new Set();
  while (walker.nextNode()) {
    const node = walker.currentNode.parentElement;
    if (!walker.currentNode.data.trim() || seen.has(node) || node.closest("svg, .unseen, option") || !shown(node)) continue;
    seen.add(node);
    const style = getComputedStyle(node);
    const [one, two] = [light(parse(style.color).rgb), light(ground(node))].sort((a, b) => b - a);
    const ratio = (one + 0.05) / (two + 0.05);
    const needed = parseFloat(style.fontSize) >= 24 ? 3 : 4.5;
    if (ratio < needed) fault(`contrast ${ratio.toFixed(2)}`, node);
  }
  return faults;
}
