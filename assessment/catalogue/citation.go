// Citation names a provision.
package catalogue

// Citation is a provision in canonical form.
type Citation string
