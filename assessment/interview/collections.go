package interview

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"selfmark/assessment"
	"selfmark/assessment/catalogue"
)

// Collection is a list of records that grows.
type Collection struct {
	ID    string
	Step  int
	Title string
	One   string // what one member is called
	Why   string
	Cite  []catalogue.Citation
}

// Collections lists the collections of a step; step 0 lists all.
func Collections(step int) []Collection {
	return slices.DeleteFunc(slices.Clone(collections), func(c Collection) bool { return step != 0 && c.Step != step })
}

// Member is one record of a collection.
type Member struct {
	Place Place
	Title string
}

// Members lists what a collection holds. For vulnerabilities and partial claims
// the collection is "component.1.vulnerability" or "requirement.e.part".
func Members(s State, collection string) []Member {
	a := s.Assessment
	var titles []string
	place := func(i int) Place { return Place(collection + "." + strconv.Itoa(i+1)) }
	switch kind, rest, _ := strings.Cut(collection, "."); kind {
	case "remote":
		titles = names(a.Remote, func(r assessment.RemoteService) string { return r.Name })
	case "module":
		titles = names(a.Modules, func(r assessment.Module) string { return r.Name })
	case "standard":
		titles = names(a.Standards, func(r assessment.Standard) string { return r.Reference })
	case "asset":
		titles = names(a.Assets, func(r assessment.OwnAsset) string { return string(r.ID) + " " + r.Title })
	case "ownthreat":
		titles = names(a.OwnThreats, func(r assessment.OwnThreat) string { return string(r.ID) + " " + r.Title })
	case "ownmeasure":
		titles = names(a.OwnMeasures, func(r assessment.OwnMeasure) string { return string(r.ID) + " " + r.Title })
	case "evidence":
		titles = names(a.Evidence, func(r assessment.Evidence) string { return r.ID + " " + r.Note })
		place = func(i int) Place { return Place("evidence." + a.Evidence[i].ID) }
	case "signer":
		titles = names(a.Signers, func(r assessment.Signer) string { return strings.TrimSpace(r.ID + " " + r.Name) })
	case "note":
		titles = names(a.Notes, func(r assessment.Note) string { return strings.TrimSpace(r.On + " " + r.Text) })
	case "component":
		if number, _, nested := strings.Cut(rest, "."); nested {
			if i, err := index(a.Components, number); err == nil {
				titles = names(a.Components[i].Vulnerabilities, func(r assessment.Vulnerability) string { return r.ID })
			}
			break
		}
		titles = names(a.Components, func(r assessment.Component) string { return strings.TrimSpace(r.Name + " " + r.Version) })
	case "requirement":
		letter, _, _ := strings.Cut(rest, ".")
		titles = names(a.Requirements[letter].Parts, func(r assessment.PartialClaim) string { return r.Part })
	}
	var out []Member
	for i, t := range titles {
		out = append(out, Member{place(i), t})
	}
	return out
}

func names[T any](list []T, f func(T) string) []string {
	var out []string
	for _, r := range list {
		out = append(out, f(r))
	}
	return out
}

// mostMembers is how many members a collection may have.
func mostMembers(collection string) int {
	switch collection {
	case "signer":
		return assessment.MaxSigners
	case "asset", "ownthreat", "ownmeasure":
		return assessment.MaxOwn
	case "remote", "module", "standard":
		return assessment.MaxJudged
	}
	return assessment.MaxRecords
}

// Add appends an empty record to a collection and returns its place.
func Add(s State, collection string) (assessment.Assessment, Place, error) {
	if most := mostMembers(collection); len(Members(s, collection)) >= most {
		return s.Assessment, "", fmt.Errorf(msgListFull, most)
	}
	a := s.Assessment.Clone()
	switch kind, rest, _ := strings.Cut(collection, "."); kind {
	case "remote":
		a.Remote = append(a.Remote, assessment.RemoteService{})
	case "module":
		a.Modules = append(a.Modules, assessment.Module{})
	case "standard":
		a.Standards = append(a.Standards, assessment.Standard{})
	case "asset":
		a.Assets = append(a.Assets, assessment.OwnAsset{ID: catalogue.AssetID(free("OA", names(a.Assets, func(r assessment.OwnAsset) string { return string(r.ID) })))})
	case "ownthreat":
		a.OwnThreats = append(a.OwnThreats, assessment.OwnThreat{ID: catalogue.ThreatID(free("OT", names(a.OwnThreats, func(r assessment.OwnThreat) string { return string(r.ID) }))), Vector: "net"})
	case "ownmeasure":
		a.OwnMeasures = append(a.OwnMeasures, assessment.OwnMeasure{ID: catalogue.MeasureID(free("OM", names(a.OwnMeasures, func(r assessment.OwnMeasure) string { return string(r.ID) })))})
	case "evidence":
		a.Evidence = append(a.Evidence, assessment.Evidence{ID: free("E", evidenceNamed(a)), Kind: "test"})
	case "signer":
		a.Signers = append(a.Signers, assessment.Signer{ID: free("signer-", names(a.Signers, func(r assessment.Signer) string { return r.ID }))})
	case "note":
		a.Notes = append(a.Notes, assessment.Note{})
	case "component":
		number, sub, nested := strings.Cut(rest, ".")
		if !nested {
			a.Components = append(a.Components, assessment.Component{})
			break
		}
		i, err := index(a.Components, number)
		if err != nil || sub != "vulnerability" {
			return s.Assessment, "", fmt.Errorf(msgNoList, collection)
		}
		a.Components[i].Vulnerabilities = append(a.Components[i].Vulnerabilities, assessment.Vulnerability{Open: true})
	case "requirement":
		letter, sub, _ := strings.Cut(rest, ".")
		if !isLetter(letter) || sub != "part" {
			return s.Assessment, "", fmt.Errorf(msgNoList, collection)
		}
		answer := a.Requirements[letter]
		answer.Parts = append(answer.Parts, assessment.PartialClaim{})
		setRequirement(&a, letter, answer)
	default:
		return s.Assessment, "", fmt.Errorf(msgNoList, collection)
	}
	s.Assessment = a
	members := Members(s, collection)
	return a, members[len(members)-1].Place, nil
}

// evidenceNamed lists every id of evidence in use, in its list or anywhere else: a
// new piece must not stand in for one that is missing.
func evidenceNamed(a assessment.Assessment) []string {
	used := names(a.Evidence, func(r assessment.Evidence) string { return r.ID })
	onEvidence(&a, func(list []string) []string {
		used = append(used, list...)
		return list
	})
	return used
}

// onEvidence visits every list of ids of evidence.
func onEvidence(a *assessment.Assessment, change func([]string) []string) {
	for id, m := range a.Measures {
		m.Evidence = change(m.Evidence)
		a.Measures[id] = m
	}
	for i := range a.Components {
		a.Components[i].Evidence = change(a.Components[i].Evidence)
	}
	for n, p := range a.PartTwo {
		p.Evidence = change(p.Evidence)
		a.PartTwo[n] = p
	}
	for letter, r := range a.Requirements {
		r.Evidence = change(r.Evidence)
		if r.Claim != nil {
			r.Claim.Evidence = change(r.Claim.Evidence)
		}
		setRequirement(a, letter, r)
	}
}

// without takes one member out of a list; an empty list is nil.
func without[T comparable](list []T, drop func(T) bool) []T {
	out := slices.DeleteFunc(slices.Clone(list), drop)
	if len(out) == 0 {
		return nil
	}
	return out
}

// free finds the first unused id of a kind: E1, E2 …
func free(prefix string, used []string) string {
	for n := 1; ; n++ {
		if id := prefix + strconv.Itoa(n); !slices.Contains(used, id) {
			return id
		}
	}
}

// Remove takes a member out of its collection.
func Remove(s State, p Place) (assessment.Assessment, error) {
	dot := strings.LastIndexByte(string(p), '.')
	if dot < 0 {
		return s.Assessment, fmt.Errorf(msgNoMemberList, p)
	}
	collection := string(p[:dot])
	i := slices.IndexFunc(Members(s, collection), func(m Member) bool { return m.Place == p })
	if i < 0 {
		return s.Assessment, fmt.Errorf(msgNoMemberList, p)
	}
	a := s.Assessment.Clone()
	switch kind, rest, _ := strings.Cut(collection, "."); kind {
	case "remote":
		a.Remote = slices.Delete(a.Remote, i, i+1)
	case "module":
		a.Modules = slices.Delete(a.Modules, i, i+1)
	case "standard":
		a.Standards = slices.Delete(a.Standards, i, i+1)
	case "asset":
		forgetAsset(&a, a.Assets[i].ID)
		a.Assets = slices.Delete(a.Assets, i, i+1)
	case "ownthreat":
		forgetThreat(&a, a.OwnThreats[i].ID)
		a.OwnThreats = slices.Delete(a.OwnThreats, i, i+1)
	case "ownmeasure":
		forgetMeasure(&a, a.OwnMeasures[i].ID)
		a.OwnMeasures = slices.Delete(a.OwnMeasures, i, i+1)
	case "evidence":
		id := a.Evidence[i].ID
		onEvidence(&a, func(list []string) []string { return without(list, func(e string) bool { return e == id }) })
		a.Evidence = slices.Delete(a.Evidence, i, i+1)
	case "signer":
		a.Signers = slices.Delete(a.Signers, i, i+1)
	case "note":
		a.Notes = slices.Delete(a.Notes, i, i+1)
	case "component":
		number, _, nested := strings.Cut(rest, ".")
		if !nested {
			a.Components = slices.Delete(a.Components, i, i+1)
			break
		}
		at, _ := index(a.Components, number)
		a.Components[at].Vulnerabilities = slices.Delete(a.Components[at].Vulnerabilities, i, i+1)
	case "requirement":
		letter, _, _ := strings.Cut(rest, ".")
		answer := a.Requirements[letter]
		answer.Parts = slices.Delete(answer.Parts, i, i+1)
		setRequirement(&a, letter, answer)
	}
	return a, nil
}

// forgetAsset takes out what names an own asset: hits of own threats, changed
// impacts. Notes on it stay, without their place.
func forgetAsset(a *assessment.Assessment, id catalogue.AssetID) {
	names := func(h catalogue.Hit) bool { asset, _ := h.Split(); return asset == id }
	for i := range a.OwnThreats {
		a.OwnThreats[i].Hits = without(a.OwnThreats[i].Hits, names)
	}
	a.Impacts = without(a.Impacts, func(o assessment.ImpactOverride) bool { return names(o.On) })
	forgetNotes(a, func(on string) bool { return names(catalogue.Hit(on)) })
}

func forgetThreat(a *assessment.Assessment, id catalogue.ThreatID) {
	for i := range a.OwnMeasures {
		a.OwnMeasures[i].Threats = without(a.OwnMeasures[i].Threats, func(t catalogue.ThreatID) bool { return t == id })
	}
	delete(a.Threats, id)
	delete(a.Risks, id)
	forgetNotes(a, func(on string) bool { return on == string(id) })
}

func forgetMeasure(a *assessment.Assessment, id catalogue.MeasureID) {
	for i := range a.OwnThreats {
		a.OwnThreats[i].Measures = without(a.OwnThreats[i].Measures, func(m catalogue.MeasureID) bool { return m == id })
	}
	delete(a.Measures, id)
	forgetNotes(a, func(on string) bool { return on == string(id) })
}

func forgetNotes(a *assessment.Assessment, about func(string) bool) {
	for i := range a.Notes {
		if about(a.Notes[i].On) {
			a.Notes[i].On = ""
		}
	}
}
