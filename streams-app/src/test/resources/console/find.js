// Finds what a person would: shown controls by their role and accessible name. Looks into the topmost dialog where one is open.
const [role, pattern] = arguments;
const SELECTORS = {
  button: "button, [role='button'], input[type='submit'], summary",
  link: "a[href]",
  textbox: "input:not([type]), input[type='text'], input[type='search'], input[type='url'], input[type='number'], input[type='password'],"
    + " input[type='datetime-local'], input[type='date'], textarea",
  combobox: "select, [role='combobox']",
  checkbox: "input[type='checkbox'], [role='switch']",
  radio: "input[type='radio'], [role='radio']",
  slider: "input[type='range'], [role='slider']",
  heading: "h1, h2, h3, h4, [role='heading']",
  image: "img, [role='img'], canvas",
  row: "tr, li, article, [role='row'], [role='listitem']",
  any: "*",
};
const squeezed = (text) => (text || "").replace(/\s+/g, " ").trim();

function textOf(ids) {
  return ids.split(/\s+/).map((id) => document.getElementById(id)?.textContent).join(" ");
}

function labelOf(element) {
  return [...(element.labels || [])].map((label) => {
    const copy = label.cloneNode(true);
    for (const control of copy.querySelectorAll("input, select, textarea, output")) control.remove();
    return copy.textContent;
  }).join(" ");
}

function nameOf(element) {
  const by = element.getAttribute("aria-labelledby");
  return squeezed(by ? textOf(by) : element.getAttribute("aria-label") || labelOf(element)
    || (element.matches("input, select, textarea") ? element.placeholder : element.innerText) || element.alt || element.title);
}

const dialogs = document.querySelectorAll("dialog[open]");
const root = dialogs.length > 0 ? dialogs[dialogs.length - 1] : document;
const wanted = new RegExp(pattern, "i");
const shown = [...root.querySelectorAll(SELECTORS[role])].filter((element) => element.checkVisibility({ visibilityProperty: true }));
return { found: shown.filter((element) => wanted.test(nameOf(element))), names: shown.map(nameOf).slice(0, 60) };
