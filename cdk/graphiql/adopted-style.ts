/**
 * Stands in for a `style` element in the packages that make some while the page runs (the build puts it there). Its rules live
 * in a constructed style sheet, in force while the element is in the document, so that the content security policy need not
 * allow inline style elements.
 */
class AdoptedStyle extends HTMLElement {
  readonly sheet = new CSSStyleSheet();
  #text = '';
  type = '';
  media = '';

  connectedCallback(): void {
    this.hidden = true;
    if (!document.adoptedStyleSheets.includes(this.sheet)) document.adoptedStyleSheets.push(this.sheet);
  }

  disconnectedCallback(): void {
    document.adoptedStyleSheets = document.adoptedStyleSheets.filter((sheet) => sheet !== this.sheet);
  }

  override get textContent(): string {
    return this.#text;
  }

  override set textContent(css: string | null) {
    this.#text = css ?? '';
    this.sheet.replaceSync(this.#text);
  }

  override get innerText(): string {
    return this.#text;
  }

  override set innerText(css: string) {
    this.textContent = css;
  }
}

customElements.define('adopted-style', AdoptedStyle);

export const createAdoptedStyle = (): AdoptedStyle => new AdoptedStyle();
